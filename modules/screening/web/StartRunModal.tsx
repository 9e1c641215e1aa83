import { incomeCounting } from '@shouwang/modules/registry/rules.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Modal } from 'antd';
import { usePack, useStartRun } from './api.ts';
import { ITEM_NAMES } from './codes.ts';
import { monthsUpTo, monthText } from './figures.ts';

const ITEMS = Object.entries(ITEM_NAMES).map(([code, name]) => `${code} ${name}`);

/** Says what a screening will read and under which policy, and starts it. */
export function StartRunModal({ onClose, onStarted }: { onClose: () => void; onStarted: (id: string) => void }) {
  const { post, today } = useSession();
  const county = post.areaCode.slice(0, 6);
  const pack = usePack(county).data;
  const start = useStartRun();
  const period = addMonths(today.slice(0, 7).replace('-', ''), -1);
  const line = pack?.parameters['line.monitoring']?.value;
  const { months } = incomeCounting(pack?.parameters ?? {});
  const problem = start.error ? asProblem(start.error) : null;
  const submit = () => start.mutate(undefined, { onSuccess: (run) => onStarted(run.id) });
  return (
    <Modal
      open
      title="发起筛查"
      width={560}
      okText="开始筛查"
      cancelText="取消"
      okButtonProps={{ loading: start.isPending, disabled: !pack }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="sw-stack">
        <Facts
          facts={[
            { label: '范围', value: `${post.areaName}全部在册农户` },
            {
              label: '数据月份',
              value: `${monthText(period)}；收入按 ${monthsUpTo(period, months)} 这 ${months} 个月`,
            },
            {
              label: '政策包',
              value: pack ? (
                <StatusTag kind="policy">{pack.title}</StatusTag>
              ) : (
                <span className="sw-note">正在读取</span>
              ),
            },
            {
              label: '参考线',
              value: line === undefined ? null : `${Number(line).toLocaleString('zh-CN')} 元 / 人·年`,
            },
            { label: '读入', value: <span>农户档案快照；部门数据 8 项：{ITEMS.join('、')}</span> },
            { label: '没到的', value: '缺的数据项照缺计算，相关理由记为“未能判断”，不当作没有问题' },
          ]}
        />
        <Note>
          只产生提示，不认定任何人，也不会自动派发。完成后先看结果，再由您决定派发。同样的数据和政策包，结果指纹相同。
        </Note>
        {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
      </div>
    </Modal>
  );
}
