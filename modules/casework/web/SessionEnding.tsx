import { App, Button, Form } from 'antd';
import type { AgendaNotice, SessionDone } from '../contract.sessions.ts';
import { SessionFaults } from './SessionFaults.tsx';
import { SessionPeople } from './SessionPeople.tsx';
import { SessionPhotos } from './SessionPhotos.tsx';
import { useSessionForm } from './use-session-form.ts';
import './session.css';

export type SessionEndingProps = {
  village: string;
  notice: AgendaNotice;
  now: AgendaNotice | undefined;
  onDone: (done: SessionDone) => void;
  onClose: () => void;
};

/** The end of one notice for all households whose time is over, with one photograph. */
export function SessionEnding({ village, notice, now, onDone, onClose }: SessionEndingProps) {
  const { modal } = App.useApp();
  const it = useSessionForm(notice.cases, now?.cases ?? []);
  const known = notice.endPhotoId !== null;
  const submit = ({ photoIds = [] }: { photoIds?: string[] }) =>
    modal.confirm({
      title: `登记 ${notice.noticeNo} 公示期满（${it.cases.length} 户）？`,
      content: '有异议的户不在其中，继续公示。登记后次日起可以报镇审核。',
      okText: '登记期满',
      cancelText: '再看看',
      onOk: async () => {
        const done = await it.submit({
          act: 'endNotices',
          notice: notice.id,
          body: { sessionId: it.session, endPhotoId: photoIds[0] ?? null, cases: it.seen },
        });
        if (done) onDone(done);
      },
    });
  return (
    <Form
      layout="vertical"
      initialValues={{ photoIds: [] }}
      onFinish={submit}
      onValuesChange={it.mark}
      disabled={it.sending}
    >
      <div style={{ padding: 16 }}>
        {it.refusal && <SessionFaults {...it.refusal} cases={it.cases} />}
        <div id="common-endPhotoId">
          <Form.Item
            name="photoIds"
            label="期满照片"
            rules={[{ required: !known, message: '请上传期满照片' }]}
            extra={known ? '这张公示已有期满照片，不传则沿用' : '期满当天或以后拍，一张即可'}
          >
            <SessionPhotos at={{ session: it.session, area: village, step: 'PUBLICISED' }} label="期满照片" />
          </Form.Item>
        </div>
      </div>
      <SessionPeople cases={it.cases} faults={it.refusal?.faults ?? []} onRemove={it.remove} />
      <div className="ss-foot">
        <span className="sw-note">
          {notice.place}，{notice.from} 至 {notice.to}
        </span>
        <div className="sw-row">
          <Button onClick={() => it.leave(onClose)}>返回清单</Button>
          <Button type="primary" htmlType="submit" loading={it.sending} disabled={it.cases.length === 0}>
            登记期满（{it.cases.length} 户）
          </Button>
        </div>
      </div>
    </Form>
  );
}
