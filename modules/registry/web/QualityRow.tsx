import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { Link } from 'react-router';
import { nameOf, RELATION } from '../codes.ts';
import type { Household, QualityFinding } from '../contract.ts';
import type { Subject } from './api.ts';
import { exemptionWords, mendingOf, todoOf } from './quality-words.ts';

export type QualityRowProps = {
  finding: QualityFinding;
  household: Household;
  onCorrect: (subject: Subject) => void;
  onAsk: (finding: QualityFinding) => void;
  onDecide: (finding: QualityFinding) => void;
};

function Severity({ finding }: { finding: QualityFinding }) {
  if (finding.exempted) return <StatusTag kind="ok">已豁免</StatusTag>;
  return finding.severity === 'error' ? (
    <StatusTag kind="bad">错误</StatusTag>
  ) : (
    <StatusTag kind="neutral">提醒</StatusTag>
  );
}

function Mend({ finding, about, onCorrect }: Pick<QualityRowProps, 'finding' | 'onCorrect'> & { about: string }) {
  const may = useMay();
  const mending = mendingOf(finding);
  if (mending.kind === 'visit') return null;
  if (mending.kind === 'tab')
    return (
      <Link className="sw-act" to={`?tab=${mending.tab}`}>
        {mending.label}
      </Link>
    );
  if (!may('submitChange')) return null;
  return (
    <button
      type="button"
      className="sw-act"
      aria-label={`更正${about}：${mending.label}`}
      onClick={() => onCorrect({ memberId: finding.memberId, field: mending.field })}
    >
      更正
    </button>
  );
}

/** One finding: how heavy, of whom, what to do; and what was asked and decided about it. */
export function QualityRow({ finding, household, onCorrect, onAsk, onDecide }: QualityRowProps) {
  const member = household.members.find((one) => one.id === finding.memberId);
  const about = member ? `${member.name}（${nameOf(RELATION, member.relation)}）` : '全户';
  const said = exemptionWords(finding);
  const exemption = finding.exemption;
  return (
    <li className="reg-quality">
      <Severity finding={finding} />
      <div className="reg-quality-words">
        <p>
          <b>{about}</b> {finding.message}
        </p>
        <p className="sw-note">
          {todoOf(finding)}
          {finding.code && <span className="reg-quality-code"> {finding.code}</span>}
        </p>
        {said && <p className="sw-note">{said}</p>}
      </div>
      <div className="reg-quality-acts">
        <Mend finding={finding} about={about} onCorrect={onCorrect} />
        {finding.mayAsk && (
          <button type="button" className="sw-act" onClick={() => onAsk(finding)}>
            申请豁免
          </button>
        )}
        {exemption?.mayDecide &&
          (exemption.reason === null ? (
            <span className="sw-note">查看健康内容后决定</span>
          ) : (
            <button type="button" className="sw-act" onClick={() => onDecide(finding)}>
              决定豁免
            </button>
          ))}
      </div>
    </li>
  );
}
