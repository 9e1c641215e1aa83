import { useSession } from '@shouwang/platform/ui/session.ts';
import { App, Button, Form, type FormInstance } from 'antd';
import { useMemo } from 'react';
import type { AgendaCase, AgendaUsual, HoldMeeting, SessionDone } from '../contract.sessions.ts';
import type { Participant } from '../contract.ts';
import { SessionCommon } from './SessionCommon.tsx';
import { SessionFaults } from './SessionFaults.tsx';
import { SessionRows } from './SessionRows.tsx';
import type { Fault } from './session-faults.ts';
import { type Attendance, countResults, toCase } from './session-votes.ts';
import { useSessionForm } from './use-session-form.ts';
import { useVoteRows } from './use-vote-rows.ts';
import './session.css';

export type SessionMeetingProps = {
  village: string;
  initial: readonly AgendaCase[];
  now: readonly AgendaCase[];
  usual: AgendaUsual;
  onDone: (done: SessionDone) => void;
  onClose: () => void;
};

type Common = Omit<Attendance, 'groups'> & {
  heldAt: string;
  place: string;
  groups: { role: string; count: number }[];
  participants?: Participant[];
  photoIds: string[];
  opinion: string;
};
const NO_GROUPS: Attendance['groups'] = [];
const GROUPS = [
  { role: '村民代表', count: 0 },
  { role: '村两委干部', count: 0 },
];

/** What the form begins with: what the village used last time, without its numbers. */
const begin = (usual: AgendaUsual, today: string) => ({
  heldAt: `${today}T19:30`,
  place: usual.place ?? '村委会会议室',
  chair: usual.chair ?? '',
  recorder: usual.recorder ?? '',
  expected: usual.expected,
  groups: usual.groups.length > 0 ? usual.groups : GROUPS,
  participants: [],
  photoIds: [],
  opinion: '情况属实，同意纳入。',
});

/** Who is there, as it is typed. */
function useAttendance(form: FormInstance<Common>): Attendance {
  const expected = Form.useWatch('expected', form);
  const groups = Form.useWatch('groups', form);
  const chair = Form.useWatch('chair', form);
  const recorder = Form.useWatch('recorder', form);
  return useMemo(
    () => ({ expected: expected ?? 0, groups: groups ?? NO_GROUPS, chair: chair ?? '', recorder: recorder ?? '' }),
    [expected, groups, chair, recorder],
  );
}

/** What the form does: the households with their rows, and sending them after they were looked at once more. */
function useMeeting({ initial, now, onDone }: SessionMeetingProps, form: FormInstance<Common>) {
  const { modal } = App.useApp();
  const at = useAttendance(form);
  const it = useSessionForm(initial, now);
  const votes = useVoteRows(it, at);
  const counts = countResults(votes.checks);
  const bodyOf = ({ opinion, heldAt, participants = [], ...shared }: Common): HoldMeeting => ({
    ...shared,
    participants,
    heldAt: new Date(`${heldAt}:00+08:00`).toISOString(),
    sessionId: it.session,
    cases: it.cases.map((one) => toCase({ row: votes.rowOf(one.id), one, version: one.version }, { ...at, opinion })),
  });
  const submit = (common: Common) => {
    const faults = it.cases.flatMap((one, place): Fault[] =>
      (votes.checks[place]?.problems ?? []).map(({ field, say }) => ({ caseId: one.id, field, say, code: 'here' })),
    );
    if (faults.length > 0) return it.refuse('还有户没有填好，没有提交。', faults);
    modal.confirm({
      title: `登记 ${it.cases.length} 户的评议结果？`,
      content: `通过 ${counts['P1.M1']} 户，不通过 ${counts['P1.M2']} 户，到会不足 ${counts['P1.M3']} 户。登记后不能撤回；生成一份会议记录和一份签到表，归入每户档案。`,
      okText: '登记',
      cancelText: '再看看',
      onOk: async () => {
        const done = await it.submit({ act: 'holdMeeting', body: bodyOf(common) });
        if (done) onDone(done);
      },
    });
    return undefined;
  };
  return { it, at, votes, counts, submit };
}

/** One meeting for many households: the common part once, one row a household, checked while it is typed. */
export function SessionMeeting(props: SessionMeetingProps) {
  const [form] = Form.useForm<Common>();
  const { today } = useSession();
  const { it, at, votes, counts, submit } = useMeeting(props, form);
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={begin(props.usual, today)}
      onFinish={submit}
      scrollToFirstError={{ block: 'center' }}
      onValuesChange={it.mark}
      disabled={it.sending}
    >
      <div style={{ padding: 16 }}>
        {it.refusal && <SessionFaults {...it.refusal} cases={it.cases} />}
        <SessionCommon village={props.village} session={it.session} first={props.initial[0]?.id ?? ''} />
      </div>
      <SessionRows cases={it.cases} at={at} votes={votes} onRemove={it.remove} />
      <div className="ss-foot">
        <span role="status">
          通过 {counts['P1.M1']} 户　不通过 {counts['P1.M2']} 户　到会不足 {counts['P1.M3']} 户　未填完 {counts.open} 户
        </span>
        <div className="sw-row">
          <Button onClick={() => it.leave(props.onClose)}>返回清单</Button>
          <Button type="primary" htmlType="submit" loading={it.sending} disabled={it.cases.length === 0}>
            登记评议会（{it.cases.length} 户）
          </Button>
        </div>
      </div>
    </Form>
  );
}
