import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { StatutoryClock } from '@shouwang/platform/ui/StatutoryClock.tsx';
import { Button, Form, Input } from 'antd';
import { Check, Printer } from 'lucide-react';
import { useState } from 'react';

/** Buttons, switches, clocks, form fields. */
export function ControlSection() {
  const [kind, setKind] = useState<'all' | 'approve' | 'clear'>('all');
  return (
    <div className="sw-split-4-4-4 sw-split-stretch">
      <Card title="按钮和切换">
        <div className="sw-stack" style={{ gap: 12 }}>
          <div className="sw-row">
            <Button type="primary">审定</Button>
            <Button icon={<Icon of={Printer} />}>打印</Button>
            <Button danger>撤回</Button>
            <Button type="primary" disabled>
              审定
            </Button>
          </div>
          <div className="sw-row">
            <Button type="primary" className="gallery-hover">
              悬停
            </Button>
            <Button type="primary" className="gallery-pressed">
              按下
            </Button>
            <Button type="primary" className="gallery-focus">
              焦点
            </Button>
            <button type="button" className="sw-act">
              文字操作
            </button>
          </div>
          <div>
            <SegmentedFilter
              label="事项"
              value={kind}
              onChange={setKind}
              options={[
                { value: 'all', label: '全部', count: 23 },
                { value: 'approve', label: '审定', count: 5 },
                { value: 'clear', label: '消除', count: 3 },
              ]}
            />
          </div>
        </div>
      </Card>
      <Card title="法定时钟">
        <ul className="gallery-clocks">
          <li>
            <StatutoryClock day={9} limit={15} explain="全程 15 天，自 11-10 起" />
            <DueText daysLeft={2} />
          </li>
          <li>
            <StatutoryClock day={12} limit={15} />
            <DueText daysLeft={0} />
          </li>
          <li>
            <StatutoryClock day={13} limit={15} overdue />
            <DueText daysLeft={-1} />
          </li>
          <li>
            <StatutoryClock day={6} limit={15} paused="农户外出" />
          </li>
          <li>
            <StatutoryClock day={17} limit={15} />
            <DueText daysLeft={-2} />
          </li>
          <li>
            <StatutoryClock day={3} limit={5} ended />
            <DueText daysLeft={null} />
          </li>
        </ul>
        <p className="sw-note">用过的天深色，今天金色加高，逾期红色，暂停变淡并写缘由</p>
      </Card>
      <Card title="表单">
        <Form layout="vertical">
          <Form.Item label="人均除数" htmlFor="gallery-a">
            <Input id="gallery-a" defaultValue="共同生活人口" />
          </Form.Item>
          <Form.Item label="个人自付（元）" htmlFor="gallery-b" validateStatus="error" help="只填数字，例如 6320.00">
            <Input id="gallery-b" defaultValue="6,320元" />
          </Form.Item>
        </Form>
        <Note icon={Check}>草稿已存 14:22，离开不丢</Note>
      </Card>
    </div>
  );
}
