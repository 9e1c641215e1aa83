import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { Button, Modal } from 'antd';
import { CircleCheck } from 'lucide-react';
import { Link } from 'react-router';
import type { Dispatched, Run } from '../contract.runs.ts';
import { pointedOut, toDispatch } from '../rules.levels.ts';
import { useDispatchRun } from './api.ts';

/** `12 张工作单、3 张跟进单`; without follow-ups the work sheets alone. */
function sheetWords(opened: number, followUps: number): string {
  return `${count(opened)} 张工作单${followUps > 0 ? `、${count(followUps)} 张跟进单` : ''}`;
}

/** What came of a dispatch beside the new sheets. */
function doneWords({ joined, renewed, merged }: Dispatched): string {
  const words = [
    joined > 0 ? `另有 ${count(joined)} 户已有没办完的单子，新提示已并入，不再另派入户。` : '',
    renewed > 0 ? `其中 ${count(renewed)} 张隔了很久又有新提示，已重新计时并提醒镇里。` : '',
    merged > 0 ? `${count(merged)} 户刚核实过，没有新情况，不再入户。` : '',
  ].filter(Boolean);
  return words.length > 0 ? words.join('') : '每户一张，已到责任村的待办。';
}

function Done({ result, onClose }: { result: Dispatched; onClose: () => void }) {
  return (
    <EmptyState
      icon={CircleCheck}
      title={`已派发 ${sheetWords(result.opened, result.followUps)}`}
      text={doneWords(result)}
      act={
        <div className="sw-row">
          <Link to="/warnings">
            <Button type="primary">看工作单</Button>
          </Link>
          <Button onClick={onClose}>留在本页</Button>
        </div>
      }
    />
  );
}

/** Says what dispatching does, does it, and says what came of it. */
export function DispatchModal({ run, days, onClose }: { run: Run; days: number | null; onClose: () => void }) {
  const dispatch = useDispatchRun(run);
  const counts = run.counts;
  const problem = dispatch.error ? asProblem(dispatch.error) : null;
  if (dispatch.data)
    return (
      <Modal open footer={null} width={520} onCancel={onClose}>
        <Done result={dispatch.data} onClose={onClose} />
      </Modal>
    );
  return (
    <Modal
      open
      title={`派发 ${counts ? count(pointedOut(counts)) : ''} 户`}
      width={520}
      okText="派发"
      cancelText="取消"
      okButtonProps={{ loading: dispatch.isPending }}
      onOk={() => dispatch.mutate()}
      onCancel={onClose}
    >
      <div className="sw-stack">
        <Facts
          facts={[
            { label: '派给', value: '每户所在的行政村；一户一张，多条理由合并' },
            ...(counts ? [{ label: '什么单', value: `最多 ${sheetWords(toDispatch(counts), counts.monitored)}` }] : []),
            {
              label: '哪些户',
              value:
                counts &&
                `红 ${count(counts.red)}、橙 ${count(counts.orange)}、黄 ${count(counts.yellow)}；绿色和未能判断的不派`,
            },
            ...(counts && counts.monitored > 0
              ? [{ label: '监测对象', value: '已在监测的户派跟进单，由监测联系人上门，不重新识别' }]
              : []),
            { label: '期限', value: days === null ? '按政策包' : `从今天起 ${days} 天内入户核实` },
            { label: '已有单的', value: '户里还有没办完的单子时，新理由并入那一张；刚核实过又没有新情况的不再入户' },
          ]}
        />
        <Note tone="gold">派发后不能收回，一批只能派发一次。派发的是提示，不是认定。</Note>
        {problem && (
          <Note tone="bad">
            {problem.status === 412
              ? '这批筛查刚被别人改过，请关掉这个窗口重新看一遍再派发。'
              : problem.detail || problem.title}
          </Note>
        )}
      </div>
    </Modal>
  );
}
