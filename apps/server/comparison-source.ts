import { type ComparisonSource, type Receipt, useComparisonSource } from '@shouwang/modules/casework/server/door.ts';
import { recordsOf } from '@shouwang/modules/exchange/server/door.ts';
import { numberParameter } from '@shouwang/modules/policy/rules.ts';
import { getPackInForce } from '@shouwang/modules/policy/server/door.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';

type Row = { member_id: string } & Record<string, string | number | boolean | null>;
type Scope = Receipt['scope'];

/** One department item that answers a scope of the consent: its line on the receipt, and the item of the negative list that it speaks for. */
interface Answer {
  scope: Scope;
  item: string;
  text: (row: Row) => string;
  exclusion: (row: Row, limit: number) => Receipt['exclusionItem'];
  yearToDate?: true;
}

const yuan = (fen: unknown) => `${(Number(fen ?? 0) / 100).toLocaleString('zh-CN')} 元`;
/** Vehicles that the negative list exempts (exclusion_item N2). */
const EXEMPT = new Set(['摩托车', '农用车', '残疾人专用车']);

const ANSWERS: readonly Answer[] = [
  {
    scope: '1',
    item: 'GA-03',
    text: (row) => `${row.kind} 1 辆，购置价 ${yuan(row.price_fen)}，${row.status}`,
    exclusion: (row, limit) =>
      row.status === '正常' && !EXEMPT.has(String(row.kind)) && Number(row.price_fen) >= limit * 100 ? 'N2' : null,
  },
  {
    scope: '3',
    item: 'SJ-01',
    text: (row) => `${row.kind}（${row.role}），${row.status}`,
    exclusion: (row) => (row.status === '存续' ? 'N6' : null),
  },
  {
    scope: '9',
    item: 'YB-02',
    text: (row) => `${row.settled_on} ${row.kind}，个人自付 ${yuan(row.self_pay_fen)}`,
    exclusion: () => null,
    yearToDate: true,
  },
  {
    scope: '11',
    item: 'MZ-01',
    text: (row) => `${row.dibao_kind}，${row.change}，每月 ${yuan(row.monthly_fen)}`,
    exclusion: () => null,
  },
];

/** Answers comparisons from the department files that have arrived; scopes without a file stay open for the department to answer. */
const fromFiles: ComparisonSource = async (tx, request) => {
  const { pack } = await getPackInForce(tx, request.areaCode, request.today);
  const limit = numberParameter(pack, 'exclusion.vehicleValue');
  const month = addMonths(request.today.slice(0, 7).replace('-', ''), 0);
  const covered: Scope[] = [];
  const receipts: Receipt[] = [];
  for (const answer of ANSWERS.filter(({ scope }) => request.scopes.includes(scope))) {
    const found = await recordsOf<Row>(tx, {
      countyCode: request.countyCode,
      itemCode: answer.item,
      memberIds: request.members.map((member) => member.memberId),
      upToPeriod: month,
      ...(answer.yearToDate ? { sincePeriod: `${month.slice(0, 4)}01` } : {}),
    });
    if (!found.delivered) continue;
    covered.push(answer.scope);
    receipts.push(
      ...found.rows.map((row) => ({
        scope: answer.scope,
        memberId: row.member_id,
        found: true,
        text: answer.text(row),
        dataDate: found.dataDate,
        exclusionItem: answer.exclusion(row, limit),
      })),
    );
  }
  return { covered, receipts };
};

/** Gives casework the department data of exchange. */
export function wireComparisons(): void {
  useComparisonSource(fromFiles);
}
