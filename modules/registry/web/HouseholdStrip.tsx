import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { BarMeter } from '@shouwang/platform/ui/BarMeter.tsx';
import { count, percent, yuan } from '@shouwang/platform/ui/numbers.ts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Household } from '../contract.ts';
import { guaranteesOf, type IncomeStatement, statementOn } from '../rules.ts';
import type { PolicyFigures } from './api.ts';

type StripProps = { household: Household; policy: PolicyFigures | undefined; today: string };

/** The statement that the strip and the income card start from. */
function antiPovertyStatement(household: Household, policy: PolicyFigures | undefined, today: string): IncomeStatement {
  return statementOn(today, household, { ledger: 'antiPoverty', counting: policy?.counting });
}

function Figure({ label, value, unit, note }: { label: string; value: ReactNode; unit?: string; note: ReactNode }) {
  return (
    <div className="reg-figure">
      <div className="reg-figure-label">{label}</div>
      <div className="reg-figure-value">
        <b>{value}</b>
        {unit && <span>{unit}</span>}
      </div>
      <div className="sw-note">{note}</div>
    </div>
  );
}

function againstLine(perCapita: number, lineFen: number | null): string {
  if (lineFen === null || lineFen === 0) return '';
  const gap = perCapita - lineFen;
  return `${gap >= 0 ? '高出' : '低于'}参考线 ${yuan(Math.abs(gap), true)} 元（${percent(Math.abs(gap) / lineFen)}）`;
}

function againstLastYear(perCapita: number, last: number | null): string {
  if (last === null) return '去年未知';
  const change =
    last > 0 ? `，${perCapita < last ? '下降' : '上升'} ${percent(Math.abs(perCapita - last) / last)}` : '';
  return `去年 ${yuan(last, true)} 元${change}`;
}

function IncomeFigure({
  household,
  policy,
  made,
}: {
  household: Household;
  policy: PolicyFigures | undefined;
  made: IncomeStatement;
}) {
  const value = made.perCapitaFen;
  const line = policy?.lineFen ?? null;
  const buffered = line !== null && policy?.buffer ? Math.round(line * policy.buffer) : null;
  const marks = [
    ...(line === null ? [] : [{ at: line / 100, label: `参考线 ${yuan(line, true)}` }]),
    ...(buffered === null
      ? []
      : [{ at: buffered / 100, label: `${policy?.buffer} 倍 ${yuan(buffered, true)}`, dashed: true }]),
  ];
  const max = Math.max(value ?? 0, (line ?? 0) * 1.45, 1) / 100;
  return (
    <div className="reg-figure reg-figure-wide">
      <div className="reg-figure-label reg-figure-split">
        <span>人均纯收入（防返贫口径，近 {policy?.counting.months ?? 12} 个月）</span>
        <b>{value === null ? '未知' : `${yuan(value, true)} 元`}</b>
      </div>
      <BarMeter label="人均纯收入" value={value === null ? null : Math.max(0, value / 100)} max={max} marks={marks} />
      <div className="sw-note">
        {value === null
          ? '近 12 个月没有录入收支'
          : [againstLine(value, line), againstLastYear(value, household.lastYearPerCapitaFen)]
              .filter(Boolean)
              .join('，')}
      </div>
    </div>
  );
}

/** 合规自付 against net income; unknown where neither a bill nor any income is on record. */
function SelfPayFigure({ policy, made }: { policy: PolicyFigures | undefined; made: IncomeStatement }) {
  const label = `合规自付支出（${policy?.counting.months ?? 12} 个月）`;
  const limit = policy?.selfPayShare ? `，门槛 ${percent(policy.selfPayShare, 0)}` : '';
  if (!made.known) {
    const paid = made.selfPayFen > 0 ? yuan(made.selfPayFen, true) : null;
    return <Figure label={label} value={paid ?? '未知'} {...(paid ? { unit: '元' } : {})} note="收入未知，无从相比" />;
  }
  return (
    <Figure
      label={label}
      value={yuan(made.selfPayFen, true)}
      unit="元"
      note={made.selfPayShare === null ? '没有可比的收入' : `占家庭纯收入 ${percent(made.selfPayShare)}${limit}`}
    />
  );
}

/** Family, income against the line, self-pay, guarantees, last visit: five figures that say how the household stands. */
export function HouseholdStrip({ household, policy, today }: StripProps) {
  const made = antiPovertyStatement(household, policy, today);
  const current = household.members.filter((one) => one.memberStatus === 'current');
  const workers = current.filter((one) => one.labourAbility === '1' || one.labourAbility === '2').length;
  const { education, medical, housing, water } = guaranteesOf(household, today);
  const four = [education, medical, housing, water];
  const open = four.filter((one) => one === 'open').length;
  const unknown = four.filter((one) => one === 'unknown').length;
  const days = household.lastVisitedOn === null ? null : daysBetween(household.lastVisitedOn, today);
  return (
    <div className="reg-strip">
      <Figure
        label="家庭人口"
        value={household.sharingCount}
        unit="人共同生活"
        note={`户籍 ${household.registeredCount}　常住 ${household.residentCount}　劳动力 ${workers}`}
      />
      <IncomeFigure household={household} policy={policy} made={made} />
      <SelfPayFigure policy={policy} made={made} />
      <Figure
        label="三保障和饮水"
        value={`${4 - open - unknown} / 4`}
        unit="有保障"
        note={[
          open > 0 ? `${open} 项有缺口` : '',
          unknown > 0 ? `${unknown} 项未知` : '',
          household.living.surveyedOn ? `核对 ${household.living.surveyedOn}` : '没有核对日期',
        ]
          .filter(Boolean)
          .join('，')}
      />
      <Figure
        label="最近走访"
        value={days === null ? '没有记录' : count(days)}
        {...(days === null ? {} : { unit: '天前' })}
        note={household.lastVisitedOn ?? <Link to="?tab=changes">看变更记录</Link>}
      />
    </div>
  );
}
