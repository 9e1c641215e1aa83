import { addDays, daysBetween } from '@shouwang/platform/clock/days.ts';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { ClockBar } from '@shouwang/platform/ui/ClockBar.tsx';
import { dueWords } from '@shouwang/platform/ui/clock-ticks.ts';
import { useTitle } from '@shouwang/platform/ui/hooks.ts';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { type Step, StepTrack } from '@shouwang/platform/ui/StepTrack.tsx';
import { Button, Dropdown } from 'antd';
import { Link } from 'react-router';
import { type ActCode, type CaseView, FINAL_STATES, type TrackStep } from '../contract.ts';
import { paperUrl } from './api.ts';
import { channelWord, riskWords, stateLook } from './words.ts';

const PAPERS = [
  { key: 'dispatch', label: '受理与派发单' },
  { key: 'verification', label: '入户核查表' },
  { key: 'consent', label: '承诺授权书' },
  { key: 'comparison', label: '比对研判表' },
  { key: 'minutes', label: '评议会议记录' },
  { key: 'sign-in', label: '评议签到表' },
  { key: 'notice', label: '公示' },
  { key: 'approval', label: '审核审批表' },
  { key: 'announcement', label: '公告' },
  { key: 'result-notice', label: '结果告知书' },
];

function limitWords(step: TrackStep): string {
  const limit = step.limitDays === null ? '' : ` / 限 ${step.limitDays} 天`;
  if (step.note) return step.note;
  if (step.state === 'todo') return step.limitDays === null ? '' : `限 ${step.limitDays} 天`;
  if (step.usedDays === null) return '';
  return `${step.usedDays === 0 ? '当天' : `${step.usedDays} 天`}${limit}`;
}

const toStep = (step: TrackStep): Step => ({
  key: step.step,
  title: step.title,
  state: step.state,
  when: step.on?.slice(5) ?? (step.dueOn ? `${step.dueOn.slice(5)} 前` : '—'),
  limit: limitWords(step),
});

function Clock({ view }: { view: CaseView }) {
  const { clock, state } = view.row;
  const ended = FINAL_STATES.includes(state);
  const start = addDays(clock.chainDueOn, 1 - clock.maxDays);
  const labels = Array.from({ length: clock.maxDays }, (_, index) => String(Number(addDays(start, index).slice(8))));
  const stepDay = clock.stepDueOn === null ? null : daysBetween(start, clock.stepDueOn) + 1;
  return (
    <ClockBar
      day={clock.day}
      limit={clock.maxDays}
      labels={labels}
      due={[...(stepDay === null ? [] : [stepDay]), clock.maxDays]}
    >
      {clock.stepDueOn && clock.stepDaysLeft !== null && (
        <>
          本环节 {clock.stepDueOn.slice(5)} 到期，{dueWords(clock.stepDaysLeft).words}
          <br />
        </>
      )}
      {ended ? (
        `第 ${clock.day} 天办到结论，${clock.chainDaysLeft < 0 ? '超过' : '没有超过'} ${clock.maxDays} 天`
      ) : (
        <>
          全程 {clock.chainDueOn.slice(5)} 到期，{dueWords(clock.chainDaysLeft).words}，
          {clock.pauseReason ? `已暂停：${clock.pauseReason}` : '未暂停'}
        </>
      )}
    </ClockBar>
  );
}

/** Who, how bad, where it stands, how much time is left; the acts beside the one that is due. */
export function CaseHead({ view, onAct }: { view: CaseView; onAct: (act: ActCode) => void }) {
  const { row, household } = view;
  useTitle(`${row.headName}户`);
  const look = stateLook(row.state);
  const acts = view.otherActs.map((one) => ({ key: one.act, label: one.title }));
  return (
    <Card flush>
      <div className="cw-head">
        <h1>{row.headName}户</h1>
        <RiskMark level={row.level} look="tag" />
        <StatusTag kind={look.kind}>{look.name}</StatusTag>
        {view.lateObjection?.decided?.founded && <StatusTag kind="bad">识别错误，已退出</StatusTag>}
        {row.greenChannel && (
          <StatusTag kind="policy">
            绿色通道{row.clock.greenDueOn ? `，材料 ${row.clock.greenDueOn.slice(5)} 前补齐` : ''}
          </StatusTag>
        )}
        <StatusTag kind="neutral">{`${household.householdType} · ${household.size} 人`}</StatusTag>
        <StatusTag kind="neutral">{channelWord(row.channel)}</StatusTag>
        {riskWords(row.riskTypes).map((risk) => (
          <StatusTag key={risk} kind="neutral">
            {risk}
          </StatusTag>
        ))}
        <span className="sw-note">
          {row.areaName} {household.group ?? ''}，户编号 {household.householdNo}，{row.caseNo}
        </span>
        <div className="cw-head-acts sw-no-print">
          <Link to={`/households/${row.householdId}`}>
            <Button tabIndex={-1}>农户档案</Button>
          </Link>
          {acts.length > 0 && (
            <Dropdown menu={{ items: acts, onClick: ({ key }) => onAct(key as ActCode) }} trigger={['click']}>
              <Button>其他办理</Button>
            </Dropdown>
          )}
          <Dropdown
            menu={{ items: PAPERS, onClick: ({ key }) => window.open(paperUrl(row.id, key), '_blank', 'noopener') }}
            trigger={['click']}
          >
            <Button>打印文书</Button>
          </Dropdown>
        </div>
      </div>
      <div className="cw-track">
        <StepTrack label="办理环节" steps={view.track.map(toStep)} />
      </div>
      <Clock view={view} />
    </Card>
  );
}
