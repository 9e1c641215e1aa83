import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Equation } from '@shouwang/platform/ui/Equation.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { percent, yuan } from '@shouwang/platform/ui/numbers.ts';
import { ReasonModal } from '@shouwang/platform/ui/ReasonModal.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { WordsBar } from '@shouwang/platform/ui/WordsBar.tsx';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Household, LEDGER_NAMES, Ledger } from '../contract.ts';
import { type IncomeStatement, statementOn } from '../rules.ts';
import { type PolicyFigures, useReverseIncome } from './api.ts';
import { IncomeForm } from './IncomeForm.tsx';
import { IncomeLines } from './IncomeLines.tsx';
import './registry.css';

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

/** Where the income comes from, line by line; switching the ledger counts the same lines otherwise, in place. */
export function IncomeCard({ household, policy }: { household: Household; policy: PolicyFigures | undefined }) {
  const { today } = useSession();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const [reversing, setReversing] = useState<{ id: string; name: string } | null>(null);
  const reverse = useReverseIncome(household.id);
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
      <IncomeLines household={household} made={made} onReverse={may('reverseIncomeItem') ? setReversing : undefined} />
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
        description="这一条仍会保留并标明已冲销，不再计入收支。"
        presets={['重复录入', '金额录错', '不属于本户']}
        okText="冲销"
        danger
        onSubmit={async (reason) => reversing && reverse.mutateAsync({ itemId: reversing.id, reason })}
        onClose={() => setReversing(null)}
      />
    </Card>
  );
}
