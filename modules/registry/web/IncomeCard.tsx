import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Equation } from '@shouwang/platform/ui/Equation.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { percent, yuan } from '@shouwang/platform/ui/numbers.ts';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { ReasonModal } from '@shouwang/platform/ui/ReasonModal.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { WordsBar } from '@shouwang/platform/ui/WordsBar.tsx';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { App, Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Household, LEDGER_NAMES, Ledger } from '../contract.ts';
import { type IncomeStatement, statementOn } from '../rules.ts';
import type { PolicyFigures } from './api.ts';
import { useSendChange } from './change-api.ts';
import { IncomeLines } from './IncomeLines.tsx';
import './registry.css';
import { sentWords } from './sent-words.ts';

const IncomeForm = whenOpened(() => import('./IncomeForm.tsx').then((m) => m.IncomeForm));

const whole = (fen: number) => yuan(fen, true) ?? '';

function Parts({ made }: { made: IncomeStatement }) {
  const parts = [
    { key: 'wage', label: '工资性', value: made.wageFen },
    { key: 'operating', label: '生产经营性', value: made.operatingFen },
    { key: 'property', label: '财产性', value: made.propertyFen },
    { key: 'transfer', label: '转移性', value: made.transferFen },
  ].map((part) => ({ ...part, text: whole(part.value) }));
  const expense = {
    key: 'expense',
    label: '经营支出',
    value: made.operatingExpenseFen,
    text: `−${whole(made.operatingExpenseFen)}`,
    tone: 'estimate' as const,
  };
  return <WordsBar label="收入构成（元）" parts={[...parts, expense]} />;
}

const HEADS = { sharing: '共同生活人口', registered: '户籍人口', resident: '常住人口' } as const;

function Sum({ made, heads }: { made: IncomeStatement; heads: string }) {
  const income = made.wageFen + made.operatingFen + made.propertyFen + made.transferFen;
  const work = made.workCostFen > 0 ? [{ label: '务工成本', value: whole(made.workCostFen), sign: '−' }] : [];
  return (
    <Equation
      terms={[
        { label: '四项收入', value: whole(income) },
        { label: '生产经营支出', value: whole(made.operatingExpenseFen), sign: '−' },
        ...work,
        { label: '家庭纯收入', value: whole(made.netFen), sign: '=' },
        { label: heads, value: made.divisorCount, sign: '÷' },
      ]}
      result={{
        label: '人均纯收入',
        value: made.perCapitaFen === null ? '没有可除的人口' : `${whole(made.perCapitaFen)} 元`,
      }}
    />
  );
}

const monthWords = (month: string) => `${month.slice(0, 4)}-${month.slice(4)}`;

/** Proposes to take a line back; what the rules would find then is confirmed first. */
function useReversal(household: Household) {
  const { message, modal } = App.useApp();
  const change = useSendChange(household.id);
  return async (itemId: string, reason: string) => {
    const send = (confirmed: boolean) => {
      const proposal = { changeType: 'H6' as const, reason, confirmed, reversals: [itemId] };
      return change.mutateAsync({ version: household.version, proposal });
    };
    const done = await send(false).catch(async (error: unknown) => {
      const problem = asProblem(error);
      if (problem.code !== 'findings-to-confirm') throw error;
      const sure = await modal.confirm({
        title: '数据核验会新增疑点',
        content: problem.detail,
        okText: '已核实，情况属实',
        cancelText: '不冲销',
      });
      return sure ? send(true) : null;
    });
    if (done) void message.success(sentWords(done));
  };
}

/** Where the income comes from, line by line; switching the ledger counts the same lines otherwise, in place. */
export function IncomeCard({ household, policy }: { household: Household; policy: PolicyFigures | undefined }) {
  const { today } = useSession();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const [reversing, setReversing] = useState<{ id: string; name: string } | null>(null);
  const reverse = useReversal(household);
  const statementOf = (ledger: Ledger) => statementOn(today, household, { ledger, counting: policy?.counting });
  const asked = Ledger.safeParse(params.get('ledger'));
  const ledger = asked.success ? asked.data : 'antiPoverty';
  const made = statementOf(ledger);
  const choose = (next: Ledger) => {
    const search = new URLSearchParams(params);
    if (next === 'antiPoverty') search.delete('ledger');
    else search.set('ledger', next);
    setParams(search, { replace: true });
  };
  const options = Ledger.options.map((value) => ({
    value,
    label: `${LEDGER_NAMES[value]} ${yuan(statementOf(value).perCapitaFen, true) ?? '未知'}`,
  }));
  return (
    <Card
      title="收入与来源"
      extra={
        <>
          <span className="sw-note">
            {monthWords(made.periodFrom)} 至 {monthWords(made.periodTo)} · 估算占 {percent(made.estimatedShare)}
          </span>
          {may('addIncomeItem') && (
            <Button size="small" type="text" icon={<Icon of={Plus} size={14} />} onClick={() => setAdding(true)}>
              录入收支
            </Button>
          )}
        </>
      }
      flush
    >
      <div className="reg-ledgers">
        <SegmentedFilter label="核算口径" value={ledger} options={options} onChange={choose} />
      </div>
      {made.known && (
        <div className="reg-parts">
          <Parts made={made} />
        </div>
      )}
      <IncomeLines household={household} made={made} onReverse={may('submitChange') ? setReversing : undefined} />
      <div className="reg-sum">
        {made.known ? (
          <Sum made={made} heads={HEADS[policy?.counting.divisor ?? 'sharing']} />
        ) : (
          <p className="sw-note">核算期内没有计入本口径的收入记录：人均纯收入未知，不是零。</p>
        )}
      </div>
      {adding && <IncomeForm household={household} onClose={() => setAdding(false)} />}
      <ReasonModal
        open={reversing !== null}
        title={`冲销“${reversing?.name ?? ''}”`}
        description="由另一人审批；批准后这一条仍会保留并标明已冲销，不再计入收支。"
        presets={['重复录入', '金额录错', '不属于本户']}
        okText="提交审批"
        danger
        onSubmit={async (reason) => {
          if (reversing) await reverse(reversing.id, reason);
        }}
        onClose={() => setReversing(null)}
      />
    </Card>
  );
}
