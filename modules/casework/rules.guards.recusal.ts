import type { ActCode } from './contract.ts';
import { all, type CasePicture, type CaseRecord, type Doer } from './picture.ts';
import { type No, no } from './rules.answers.ts';
import type { Guard } from './rules.asked.ts';
import { declarationsOf, isSame } from './rules.relatives.ts';

/** Roles that may settle what somebody declared of another. */
const APPROVERS: readonly string[] = ['TOWN_REVIEWER', 'COUNTY_APPROVER'];

type Recusal = Extract<CaseRecord, { step: 'RECUSAL' }>;

/** A declaration of the case by its record, or undefined. */
export const recusalOf = (picture: Pick<CasePicture, 'records'>, id: string): Recusal | undefined =>
  all(picture, 'RECUSAL').find((record) => record.id === id);

/** Whether somebody settles a declaration as approver: by his post, and not his own declaration or about himself. */
export const isApproverOf = ({ by, data }: Recusal, who: Doer): boolean =>
  APPROVERS.includes(who.role) && by !== who.accountId && !isSame(data, who);

/** Nobody is declared twice. */
export const notDeclaredYet: Guard<'declareRecusal'> = ({ picture, input }) =>
  declarationsOf(picture, input).length > 0 ? no('recusal-declared', `${input.name}已登记回避。`, 'name') : null;

interface Settling {
  picture: CasePicture;
  input: { recusalId: string };
  who: Doer;
}

/** What one declares of another holds when that person or an approver confirms it. */
export const confirmsRecusal = ({ picture, input, who }: Settling): No | null =>
  settles(picture, input.recusalId, (record) =>
    record.data.state !== 'pending'
      ? no('recusal-settled', '这一登记已经确认或撤销。', 'recusalId')
      : isSame(record.data, who) || isApproverOf(record, who)
        ? null
        : no('recusal-of-another', '他人的回避由其本人或审批人确认。'),
  );

/** A waiting declaration is taken back by whoever made it, by the person or an approver; a confirmed one only by an approver. */
export const withdrawsRecusal = ({ picture, input, who }: Settling): No | null =>
  settles(picture, input.recusalId, (record) => {
    const { state } = record.data;
    if (state === 'withdrawn') return no('recusal-settled', '这一登记已经撤销。', 'recusalId');
    const concerned = state === 'pending' && (record.by === who.accountId || isSame(record.data, who));
    return concerned || isApproverOf(record, who)
      ? null
      : no('recusal-of-another', '已确认的回避只能由审批人核对后撤销，本人不能自行撤销。');
  });

function settles(picture: CasePicture, id: string, check: (record: Recusal) => No | null): No | null {
  const record = recusalOf(picture, id);
  return record ? check(record) : no('recusal-unknown', '没有这一回避登记。', 'recusalId');
}

/** Acts that stay open to a recused person: saying that one is a relative. */
export const OPEN_TO_RECUSED: readonly ActCode[] = ['declareRecusal'];
