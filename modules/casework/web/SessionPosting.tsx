import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { App, Button, Form, Input, InputNumber } from 'antd';
import { Printer } from 'lucide-react';
import type { AgendaCase, AgendaUsual, SessionDone } from '../contract.sessions.ts';
import { SessionFaults } from './SessionFaults.tsx';
import { SessionPeople } from './SessionPeople.tsx';
import { SessionPhotos } from './SessionPhotos.tsx';
import { sessionPaperUrl } from './session-api.ts';
import { useSessionForm } from './use-session-form.ts';
import './session.css';

export type SessionPostingProps = {
  /** A notice before the decision, or the announcement after it. */
  what: 'notice' | 'announcement';
  village: string;
  initial: readonly AgendaCase[];
  now: readonly AgendaCase[];
  usual: AgendaUsual;
  onDone: (done: SessionDone) => void;
  onClose: () => void;
};

type Values = { place: string; phone: string; days?: number; photoIds: string[] };
const PHONE = /^(\d{5,6}|0\d{2,3}-[\d×]{7,8})$/;
const SAY = {
  notice: { paper: '打印公示', photo: '张贴照片', submit: '张贴公示', step: 'PUBLICISED', form: 'notice-form' },
  announcement: {
    paper: '打印公告',
    photo: '公告照片',
    submit: '张贴公告',
    step: 'ANNOUNCED',
    form: 'announcement-form',
  },
} as const;

function wishesOf(values: Partial<Values>): Record<string, string> {
  const { place, phone, days } = values;
  return {
    ...(place?.trim() ? { place: place.trim() } : {}),
    ...(phone && PHONE.test(phone) ? { phone } : {}),
    ...(days ? { days: String(days) } : {}),
  };
}

/** One paper on the wall for many households: place, telephone, days and one photograph. */
export function SessionPosting({ what, village, initial, now, usual, onDone, onClose }: SessionPostingProps) {
  const [form] = Form.useForm<Values>();
  const { modal } = App.useApp();
  const it = useSessionForm(initial, now);
  const values = Form.useWatch([], form) ?? {};
  const say = SAY[what];
  const least = Math.max(1, ...it.cases.map(({ minDays }) => minDays));
  const submit = ({ place, phone, days = least, photoIds }: Values) =>
    modal.confirm({
      title: `${say.submit}（${it.cases.length} 户，一张纸）？`,
      content:
        what === 'notice'
          ? `公示 ${days} 天，张贴于${place}。只公示姓名（遮蔽）、村组、人口、拟纳入类别；登记后天数开始计算。`
          : `张贴于${place}。只公告姓名（遮蔽）、村组、人口、类别；登记后不能撤回。`,
      okText: say.submit,
      cancelText: '再看看',
      onOk: async () => {
        const shared = { sessionId: it.session, place, cases: it.seen };
        const [photo = ''] = photoIds;
        const done = await it.submit(
          what === 'notice'
            ? { act: 'postNotices', body: { ...shared, objectionPhone: phone, days, startPhotoId: photo } }
            : { act: 'announceResults', body: { ...shared, phone, photoId: photo } },
        );
        if (done) onDone(done);
      },
    });
  const ids = it.cases.map(({ id }) => id);
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ place: usual.noticePlace ?? '村务公开栏', phone: usual.phone ?? '', days: least, photoIds: [] }}
      onFinish={submit}
      scrollToFirstError={{ block: 'center' }}
      onValuesChange={it.mark}
      disabled={it.sending}
    >
      <div style={{ padding: 16 }}>
        {it.refusal && <SessionFaults {...it.refusal} cases={it.cases} />}
        <div className="ss-common">
          <div id="common-place">
            <Form.Item name="place" label="张贴位置" rules={[{ required: true, message: '请填写张贴位置' }]}>
              <Input maxLength={60} />
            </Form.Item>
          </div>
          <div id={what === 'notice' ? 'common-objectionPhone' : 'common-phone'}>
            <Form.Item
              name="phone"
              label={what === 'notice' ? '异议电话' : '咨询电话'}
              rules={[{ required: true, pattern: PHONE, message: '请填办公电话，例如 0751-2876543，不要填手机号' }]}
            >
              <Input maxLength={20} inputMode="tel" />
            </Form.Item>
          </div>
          {what === 'notice' && (
            <div id="common-days">
              <Form.Item
                name="days"
                label="公示天数"
                extra={`不少于 ${least} 天`}
                rules={[{ required: true, message: '请填写公示天数' }]}
              >
                <InputNumber min={least} max={60} precision={0} style={{ width: '100%' }} />
              </Form.Item>
            </div>
          )}
          <div className="ss-wide">
            <a
              className="sw-act sw-row"
              href={sessionPaperUrl(say.form, ids, wishesOf(values))}
              target="_blank"
              rel="noreferrer"
              style={{ marginBottom: 12 }}
            >
              <Icon of={Printer} size={12} />
              {say.paper}（{ids.length} 户一张）
            </a>
          </div>
          <div className="ss-wide" id={what === 'notice' ? 'common-startPhotoId' : 'common-photoId'}>
            <Form.Item name="photoIds" label={say.photo} rules={[{ required: true, message: `请上传${say.photo}` }]}>
              <SessionPhotos at={{ session: it.session, area: village, step: say.step }} label={say.photo} />
            </Form.Item>
          </div>
        </div>
      </div>
      <SessionPeople cases={it.cases} faults={it.refusal?.faults ?? []} onRemove={it.remove} />
      <div className="ss-foot">
        <span className="sw-note">所有户在同一张纸上，用同一张照片</span>
        <div className="sw-row">
          <Button onClick={() => it.leave(onClose)}>返回清单</Button>
          <Button type="primary" htmlType="submit" loading={it.sending} disabled={it.cases.length === 0}>
            {say.submit}（{it.cases.length} 户）
          </Button>
        </div>
      </div>
    </Form>
  );
}
