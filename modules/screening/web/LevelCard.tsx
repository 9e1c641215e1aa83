import { Card } from '@shouwang/platform/ui/Card.tsx';
import { count, percent } from '@shouwang/platform/ui/numbers.ts';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { WordsBar } from '@shouwang/platform/ui/WordsBar.tsx';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { LevelCounts } from '../contract.runs.ts';
import { pointedOut } from '../rules.levels.ts';
import './screening.css';

const WORDS = ['红 · 高', '橙 · 较高', '黄 · 一般'];
const TONES = ['red', 'orange', 'yellow'] as const;

type RowProps = { mark: ReactNode; value: number; note: ReactNode; to?: string | undefined };

function Row({ mark, value, note, to }: RowProps) {
  return (
    <li>
      {mark}
      {to ? (
        <Link className="sw-opens" to={to}>
          <b>{count(value)}</b>
        </Link>
      ) : (
        <b>{count(value)}</b>
      )}
      <span className="sw-note">{note}</span>
    </li>
  );
}

/** Households by level. Stable ones and those that cannot be judged stand apart and are never added. */
export function LevelCard({
  counts,
  link,
  isFirst,
}: {
  counts: LevelCounts;
  link: (level: string) => string;
  isFirst: boolean;
}) {
  const levels = [counts.red, counts.orange, counts.yellow];
  const hits = pointedOut(counts);
  const share = (value: number) => (hits > 0 ? percent(value / hits) : '—');
  return (
    <Card
      title="按等级"
      note={`${count(hits)} 户`}
      extra={
        isFirst ? (
          <span className="sw-note">第一批，没有可比的上一批</span>
        ) : (
          `新进 ${count(counts.newly)}　退出 ${count(counts.cleared)}`
        )
      }
    >
      {hits > 0 && (
        <WordsBar
          label="提示户数按等级"
          words={false}
          parts={levels.map((value, index) => ({
            key: WORDS[index] ?? '',
            label: WORDS[index] ?? '',
            value,
            tone: TONES[index],
          }))}
        />
      )}
      <ul className="scr-level-rows">
        {levels.map((value, index) => (
          <Row
            key={WORDS[index]}
            mark={<LevelName level={index + 1} name={WORDS[index] ?? ''} />}
            value={value}
            note={share(value)}
            to={link(String(index + 1))}
          />
        ))}
      </ul>
      {counts.monitored > 0 && (
        <p className="sw-note">其中 {count(counts.monitored)} 户是监测对象，派跟进单给联系人，不重新识别。</p>
      )}
      <ul className="scr-level-rows scr-level-apart">
        <Row mark={<LevelName level={4} name="绿 · 稳定" />} value={counts.green} note="没有规则成立" />
        <Row
          mark={<LevelName level={null} name="未能判断" />}
          value={counts.undecided}
          note="缺关键数据，列入补采，不算稳定"
          to={link('undecided')}
        />
      </ul>
    </Card>
  );
}

function LevelName({ level, name }: { level: number | null; name: string }) {
  return (
    <span className="scr-level-name">
      <span aria-hidden="true" className="scr-level-mark">
        <RiskMark level={level} look="shape" />
      </span>
      {name}
    </span>
  );
}
