import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { type Fact, Facts } from '@shouwang/platform/ui/Facts.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { RevealBar } from '@shouwang/platform/ui/RevealBar.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { Timeline } from '@shouwang/platform/ui/Timeline.tsx';
import { useReveal } from '@shouwang/platform/ui/use-reveal.tsx';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { CHANGE_STATE } from '../codes.change.ts';
import { nameOf } from '../codes.ts';
import type { ChangeNumbers, ChangeView } from '../contract.ts';
import { useRevealer } from './api.ts';
import { fetchChangeNumbers, fetchRevealedChange, useChangeRequest } from './change-api.ts';
import { RequestActs } from './RequestActs.tsx';
import { RequestDecision } from './RequestDecision.tsx';
import { type Choices, RequestValues } from './RequestValues.tsx';
import { keyLabel, stateLook, typeName } from './request-words.ts';
import './registry.css';
import './requests.css';

const isOpen = ({ state }: ChangeView) => state === 'SUBMITTED' || state === 'RETURNED';

function factsOf(view: ChangeView, today: string): Fact[] {
  const look = stateLook(view.state);
  return [
    { label: '状态', value: <StatusTag kind={look.kind}>{look.name}</StatusTag> },
    {
      label: '农户',
      value: <Link to={`/households/${view.householdId}`}>{`${view.headName}户 ${view.householdNo}`}</Link>,
    },
    { label: '村', value: [view.townName, view.villageName].filter(Boolean).join(' · ') },
    { label: '提出人', value: `${view.proposedByName}，${view.proposedRoleName}，${view.proposedOn}` },
    ...(view.changeDate ? [{ label: '变动日期', value: view.changeDate }] : []),
    { label: '事由', value: <b>{view.reason}</b> },
    ...(view.source ? [{ label: '依据', value: view.source }] : []),
    { label: '审批', value: view.level === 'county' ? '县级审定' : '镇级审核员' },
    ...(isOpen(view)
      ? [
          {
            label: '时限',
            value: (
              <>
                <DueText daysLeft={daysBetween(today, view.dueOn)} />{' '}
                <span className="sw-note">（{view.dueOn} 止）</span>
              </>
            ),
          },
        ]
      : []),
    {
      label: '佐证材料',
      value:
        view.documents.length === 0
          ? '没有'
          : view.documents.map((one) => (
              <a
                key={one.id}
                className="sw-opens"
                href={`/api/documents/${one.id}/content`}
                target="_blank"
                rel="noreferrer"
              >
                {one.title}{' '}
              </a>
            )),
    },
  ];
}

/** What the data-quality rules would find: how many errors before and after, and which come and go. */
function Effects({ view }: { view: ChangeView }) {
  if (!view.findings)
    return isOpen(view) ? <Note tone="bad">这件申请与现在的档案已不相符，不能直接写入，请退回或办结。</Note> : null;
  const { before, after, added, mended } = view.findings;
  const line = (one: ChangeView['findings'] extends infer F ? (F extends { added: (infer E)[] } ? E : never) : never) =>
    `${one.memberName ?? '全户'}：${one.message}${one.code ? `（${one.code}）` : ''}`;
  return (
    <section className="reg-effects" aria-label="数据核验">
      <b>
        数据核验：错误 {before} 项 → {after} 项
      </b>
      {added.map((one) => (
        <p key={`+${one.code}${one.memberName}${one.message}`}>
          <StatusTag kind={one.severity === 'error' ? 'bad' : 'neutral'}>新增</StatusTag> {line(one)}
        </p>
      ))}
      {mended.map((one) => (
        <p key={`-${one.code}${one.memberName}${one.message}`}>
          <StatusTag kind="ok">消除</StatusTag> {line(one)}
        </p>
      ))}
      {added.length > 0 && view.confirmed && <p className="sw-note">提出人说明：已核实，情况属实。</p>}
    </section>
  );
}

type Revealing<T> = ReturnType<typeof useReveal<T>>;

/** The request with what tells of health, for fifteen minutes after a reason; kept nowhere. */
function useHealth(view: ChangeView): Revealing<ChangeView> {
  const revealer = useRevealer(view.householdId);
  return useReveal<ChangeView>('健康信息', async (reason) => {
    const { expiresInSeconds } = await revealer({ which: 'health', reason });
    return { value: await fetchRevealedChange(view.id), seconds: expiresInSeconds };
  });
}

const isVeiled = ({ values, findings }: ChangeView) =>
  values.some(({ proposed, base }) => proposed === '***' || base === '***') ||
  (findings?.added.some(({ code }) => code === '') ?? false);
const hasNumbers = ({ values }: ChangeView) =>
  values.some(({ proposed }) => typeof proposed === 'string' && proposed.includes('*') && proposed !== '***');

/** Numbers, shown beside the table, and health, shown in it: each for fifteen minutes, with a reason, on record. */
function Masked({ view, health }: { view: ChangeView; health: Revealing<ChangeView> }) {
  const may = useMay();
  const numbers = useReveal<ChangeNumbers['values']>('申请里的号码', async (reason) => {
    const { values, expiresInSeconds } = await fetchChangeNumbers(view.id, reason);
    return { value: values, seconds: expiresInSeconds };
  });
  return (
    <>
      {numbers.modal}
      {health.modal}
      <div className="sw-row">
        {hasNumbers(view) && may('revealChange') && numbers.value === null && (
          <Button size="small" onClick={numbers.ask}>
            查看号码
          </Button>
        )}
        {isVeiled(view) && may('revealSensitive') && health.value === null && (
          <Button size="small" onClick={health.ask}>
            查看健康内容
          </Button>
        )}
      </div>
      {numbers.value !== null && (
        <>
          <RevealBar
            what="申请里的号码"
            reason={numbers.reason}
            secondsLeft={numbers.secondsLeft ?? 0}
            onMask={numbers.mask}
          />
          <Facts
            facts={numbers.value.map(({ key, before, after }) => ({
              label: keyLabel(key, view.values),
              value: `${before ?? '未登记'} → ${after ?? '未登记'}`,
            }))}
          />
        </>
      )}
      {health.value !== null && (
        <RevealBar what="健康信息" reason={health.reason} secondsLeft={health.secondsLeft ?? 0} onMask={health.mask} />
      )}
    </>
  );
}

function Steps({ view, today }: { view: ChangeView; today: string }) {
  return (
    <Timeline
      label="办理过程"
      year={today.slice(0, 4)}
      entries={view.steps.map((step, index) => ({
        key: `${step.at}${index}`,
        at: step.at,
        title: step.state === 'SUBMITTED' ? '提交' : nameOf(CHANGE_STATE, step.state),
        source: [
          step.actorName,
          step.roleName,
          step.opinion,
          step.fields.map((key) => keyLabel(key, view.values)).join('、'),
        ]
          .filter(Boolean)
          .join(' · '),
      }))}
    />
  );
}

function Opened({ view, onClose }: { view: ChangeView; onClose: () => void }) {
  const { today } = useSession();
  const [choices, setChoices] = useState<Choices>({});
  const health = useHealth(view);
  const shown = health.value ?? view;
  const conflicts = view.values.some(({ conflict }) => conflict);
  const choosing = view.mayDecide && {
    choices,
    onChoose: (key: string, choice: 'proposed' | 'current') => setChoices((all) => ({ ...all, [key]: choice })),
  };
  return (
    <div className="sw-stack">
      <Facts facts={factsOf(view, today)} />
      {view.mayDecide && conflicts && (
        <Note tone="gold">提出以后有几项已被改成别的值，请逐项选择要哪一个；其他项照申请写入。</Note>
      )}
      <RequestValues view={shown} {...(choosing || {})} />
      <Masked view={view} health={health} />
      <Effects view={shown} />
      <Steps view={view} today={today} />
      {view.mayDecide && <RequestDecision view={view} choices={choices} onDone={onClose} />}
      {!view.mayDecide && isOpen(view) && view.whyNot && <p className="sw-note">{view.whyNot}</p>}
      <div className="sw-row">
        <RequestActs view={view} />
      </div>
    </div>
  );
}

/** One request: values before and after, papers, what the rules would find, the steps, and the decision for whoever may take it. */
export function RequestDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useChangeRequest(id);
  return (
    <Drawer
      open
      title={data ? `${typeName(data.changeType)}：${data.headName}户` : '变更申请'}
      size={720}
      onClose={onClose}
    >
      {data && <Opened key={data.version} view={data} onClose={onClose} />}
      {!data && error && <ErrorState error={error} title="没有打开这件申请" onRetry={() => void refetch()} />}
      {!data && !error && <RowsSkeleton rows={6} />}
    </Drawer>
  );
}
