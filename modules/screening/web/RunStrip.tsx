import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import type { Run } from '../contract.runs.ts';
import { ITEM_NAMES } from './codes.ts';
import { engineName, fingerprint } from './figures.ts';

function Missing({ items }: { items: readonly string[] }) {
  if (items.length === 0) return <StatusTag kind="ok">8 项数据到齐</StatusTag>;
  const names = items.map((item) => `${item} ${ITEM_NAMES[item] ?? ''}`).join('、');
  return (
    <StatusTag kind="policy" title={`${names}：相关理由记为“未能判断”`}>
      <Icon of={TriangleAlert} size={12} />
      {items.length} 项数据缺：{items.slice(0, 3).join('、')}
      {items.length > 3 && ' 等'}
    </StatusTag>
  );
}

/** When, with which pack, on what, how fast, which result. */
export function RunStrip({ run }: { run: Run }) {
  const facts = [
    { label: '运行时间', value: <DateText value={run.startedAt} form="minute" /> },
    {
      label: '政策包',
      value: (
        <Link to="/policy">
          <StatusTag kind="policy" title={`内容指纹 ${fingerprint(run.packHash)}`}>
            {run.packName}
          </StatusTag>
        </Link>
      ),
    },
    {
      label: '筛查户数',
      value: (
        <>
          <b>{count(run.households ?? 0)}</b> 户
        </>
      ),
    },
    {
      label: '读入数据',
      value: (
        <>
          <b>{count(run.itemRows ?? 0)}</b> 行，{8 - run.missingItems.length} 项
        </>
      ),
    },
    {
      label: '用时',
      value: (
        <>
          <b>{run.seconds?.toFixed(2) ?? '—'}</b> 秒，{engineName(run.engine)}
        </>
      ),
    },
    {
      label: '结果指纹',
      value: (
        <span className="sw-mono" title={run.resultHash ?? ''}>
          {fingerprint(run.resultHash)}
        </span>
      ),
    },
  ];
  return (
    <section className="sw-card scr-strip" aria-label="本批筛查">
      <dl>
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      <Missing items={run.missingItems} />
    </section>
  );
}
