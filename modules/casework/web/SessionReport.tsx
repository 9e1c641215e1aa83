import { App, Button, Form, Input } from 'antd';
import type { AgendaCase, SessionDone } from '../contract.sessions.ts';
import { SessionFaults } from './SessionFaults.tsx';
import { SessionPeople } from './SessionPeople.tsx';
import { useSessionForm } from './use-session-form.ts';
import './session.css';

export type SessionReportProps = {
  initial: readonly AgendaCase[];
  now: readonly AgendaCase[];
  onDone: (done: SessionDone) => void;
  onClose: () => void;
};

/** The report of many households to the town, with one opinion. */
export function SessionReport({ initial, now, onDone, onClose }: SessionReportProps) {
  const { modal } = App.useApp();
  const it = useSessionForm(initial, now);
  const submit = ({ opinion }: { opinion: string }) =>
    modal.confirm({
      title: `把 ${it.cases.length} 户报镇审核？`,
      content: '报送后由镇里审核，村里不能再改；要改须由镇里退回。',
      okText: '报镇审核',
      cancelText: '再看看',
      onOk: async () => {
        const done = await it.submit({ act: 'submitCases', body: { opinion, cases: it.seen } });
        if (done) onDone(done);
      },
    });
  return (
    <Form
      layout="vertical"
      initialValues={{ opinion: '公示期满，材料齐全，报镇审核。' }}
      onFinish={submit}
      onValuesChange={it.mark}
      disabled={it.sending}
    >
      <div style={{ padding: 16 }}>
        {it.refusal && <SessionFaults {...it.refusal} cases={it.cases} />}
        <div id="common-opinion">
          <Form.Item name="opinion" label="村级意见" rules={[{ required: true, message: '请填写村级意见' }]}>
            <Input.TextArea rows={2} maxLength={500} showCount />
          </Form.Item>
        </div>
      </div>
      <SessionPeople cases={it.cases} faults={it.refusal?.faults ?? []} onRemove={it.remove} />
      <div className="ss-foot">
        <span className="sw-note">每户单独成件，镇里逐户审核</span>
        <div className="sw-row">
          <Button onClick={() => it.leave(onClose)}>返回清单</Button>
          <Button type="primary" htmlType="submit" loading={it.sending} disabled={it.cases.length === 0}>
            报镇审核（{it.cases.length} 户）
          </Button>
        </div>
      </div>
    </Form>
  );
}
