import { type ComparisonSource, type Receipt, useComparisonSource } from '@shouwang/modules/casework/server/door.ts';
import { recordsOf } from '@shouwang/modules/exchange/server/door.ts';
import type { PolicyPack } from '@shouwang/modules/policy/contract.ts';
import { rowsThatHit } from './exclusion-hits.ts';

type Row = { member_id: string } & Record<string, string | number | boolean | null>;
type Scope = Receipt['scope'];

/** One department item that answers a scope of the consent: its line on the receipt, and the item of the negative list that it speaks for. */
interface Answer {
  scope: Scope;
  item: string;
  text: (row: Row) => string;
  exclusion: Receipt['exclusionItem'];
  yearToDate?: true;
}

const yuan = (fen: unknown) => `${(Number(fen ?? 0) / 100).toLocaleString('zh-CN')} 元`;

const ANSWERS: readonly Answer[] = [
  {
    scope: '1',
    item: 'GA-03',
    text: (row) => `${row.kind} 1 辆，购置价 ${yuan(row.price_fen)}，${row.status}`,
    exclusion: 'N2',
  },
  {
    scope: '3',
    item: 'SJ-01',
    text: (row) => `${row.kind}（${row.role}），${row.status}`,
    exclusion: 'N6',
  },
  {
    scope: '9',
    item: 'YB-02',
    text: (row) => `${row.settled_on} ${row.kind}，个人自付 ${yuan(row.self_pay_fen)}`,
    exclusion: null,
    yearToDate: true,
  },
  {
    scope: '11',
    item: 'MZ-01',
    text: (row) => `${row.dibao_kind}，${row.change}，每月 ${yuan(row.monthly_fen)}`,
    exclusion: null,
  },
];

/** Answers comparisons from the department files that have arrived, under the pack of the case; scopes without a file stay open for the department. */
const fromFiles: ComparisonSource = async (tx, request) => {
  const month = request.today.slice(0, 7).replace('-', '');
  const covered: { scope: Scope; dataDate: string }[] = [];
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
    covered.push({ scope: answer.scope, dataDate: found.dataDate });
    for (const member of request.members) {
      const mine = found.rows.filter((row) => row.member_id === member.memberId);
      receipts.push(...(await receiptsOf(request.pack, answer, { mine, dataDate: found.dataDate })));
    }
  }
  return { covered, receipts };
};

async function receiptsOf(
  pack: PolicyPack,
  { scope, text, exclusion }: Answer,
  { mine, dataDate }: { mine: readonly Row[]; dataDate: string },
): Promise<Receipt[]> {
  const hits = exclusion === null ? [] : await rowsThatHit(pack, exclusion, mine);
  return mine.map((row, index) => ({
    scope,
    memberId: row.member_id,
    found: true,
    text: text(row),
    dataDate,
    exclusionItem: hits[index] ? exclusion : null,
  }));
}

/** Gives casework the department data of exchange. */
export function wireComparisons(): void {
  useComparisonSource(fromFiles);
}
