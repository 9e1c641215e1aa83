import { Card } from '@shouwang/platform/ui/Card.tsx';
import { ClockBar } from '@shouwang/platform/ui/ClockBar.tsx';
import { DecisionPanel } from '@shouwang/platform/ui/DecisionPanel.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { PaperSheet } from '@shouwang/platform/ui/PaperSheet.tsx';
import { type Step, StepTrack } from '@shouwang/platform/ui/StepTrack.tsx';
import { useState } from 'react';

const steps: Step[] = [
  { key: '1', title: '线索', state: 'done', when: '11-10', limit: '当天 / 限 2 天' },
  { key: '2', title: '入户核实', state: 'done', when: '11-11', limit: '1 天 / 限 3 天' },
  { key: '3', title: '信息比对', state: 'done', when: '11-12', limit: '1 天 / 限 5 天' },
  { key: '4', title: '公示', state: 'done', when: '11-13 至 17', limit: '5 天 / 满 5 天' },
  { key: '5', title: '镇审核', state: 'late', when: '11-17 前', limit: '逾期 1 天' },
  { key: '6', title: '县审定', state: 'current', when: '11-20 前', limit: '剩 2 天' },
  { key: '7', title: '公告录入', state: 'todo', when: '—', limit: '限 2 天' },
];
const next: Step[] = [
  { key: '1', title: '线索受理并派发', state: 'done', when: '11-17', limit: '江尾镇，同户 2 条提示合并为 1 张工作单' },
  { key: '2', title: '入户核实', state: 'current', when: '11-20 前', limit: '兰溪村，不少于 2 人，含镇干部 1 人' },
  { key: '3', title: '评议和公示', state: 'todo', when: '5 天', limit: '公示不少于 5 天' },
];
type Choice = 'agree' | 'return' | 'refuse';

function Decision() {
  const [choice, setChoice] = useState<Choice | null>('agree');
  const [opinion, setOpinion] = useState('收入虽高于参考线，但突发支出大，主要劳动力半年内不能务工，基本生活受影响。');
  return (
    <DecisionPanel<Choice>
      title="县审定"
      note="由您决定"
      daysLeft={2}
      checks={[
        { key: 'a', result: 'pass', label: '程序 7 步齐全，材料 19 份' },
        { key: 'b', result: 'warn', label: '错误级疑点 0，提醒级 1（已说明）' },
        { key: 'c', result: 'unknown', label: '财政供养回执未到' },
        { key: 'd', result: 'pass', label: '您未参与核实和评议，无近亲属回避情形' },
      ]}
      options={[
        { value: 'agree', title: '同意纳入监测', note: '村内公告，2 天内录入，10 天内定帮扶计划' },
        { value: 'return', title: '退回补正', note: '须指明环节和字段，本环节已退回 0 次，上限 2 次' },
        { value: 'refuse', title: '不予纳入', disabled: '公示有异议未复核，不能直接否决' },
      ]}
      value={choice}
      onChange={setChoice}
      opinion={opinion}
      onOpinion={setOpinion}
      opinionLabel="审定意见"
      submitText="提交审定"
      blocked={choice && opinion.length >= 10 ? undefined : '选一个结果，并写不少于 10 个字的意见'}
      hint="提交即冻结本次数据快照，生成审定表和公告"
      onSubmit={() => undefined}
    />
  );
}

/** Procedure, clock, decision, paper. */
export function CaseSection() {
  return (
    <>
      <Card flush>
        <div style={{ padding: 16 }}>
          <StepTrack label="办理环节" steps={steps} />
        </div>
        <ClockBar day={9} limit={15} labels={Array.from({ length: 15 }, (_, i) => String(10 + i))} due={[11, 15]}>
          本环节 11-20 到期，剩 2 天
          <br />
          全程 11-24 到期，剩 6 天，未暂停
        </ClockBar>
      </Card>
      <div className="sw-split-8-4">
        <div className="sw-stack">
          <Card title="导入环节">
            <StepTrack label="导入环节" look="row" steps={steps.map(({ limit: _, ...step }) => step)} />
          </Card>
          <div className="sw-split-6-6">
            <Card title="公示预览">
              <PaperSheet
                title="公示"
                sign={
                  <>
                    新塘村民委员会
                    <br />
                    2026 年 11 月 13 日
                  </>
                }
              >
                <p>经入户核实、信息比对和民主评议，拟将下列农户纳入防止返贫致贫监测，现予公示，接受监督。</p>
              </PaperSheet>
            </Card>
            <div className="sw-stack">
              <Card title="下一步">
                <StepTrack label="下一步" look="list" steps={next} />
              </Card>
              <Card title="门槛对照" flush>
                <Facts
                  look="rows"
                  facts={[
                    { label: '人均纯收入', value: '13,420 元', note: '参考线 9,600' },
                    { label: '三保障和饮水', value: '4 / 4', note: '有保障' },
                    { label: '厕所可用', value: null },
                  ]}
                />
              </Card>
            </div>
          </div>
        </div>
        <Decision />
      </div>
    </>
  );
}
