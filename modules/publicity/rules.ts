import { maskName } from '@shouwang/platform/crypto/mask.ts';
import type { EntryState, NoticeEntry, NoticeRefusal } from './contract.ts';

/** What never stands on a notice, whatever field it comes by: numbers of persons, telephones, accounts; money; illness, disability and aid. */
const FORBIDDEN: readonly { what: string; looks: RegExp }[] = [
  { what: '证件号码、电话或账号', looks: /\d{7,}/ },
  { what: '证件号码、电话或账号', looks: /\d[\s*·-]*(?:\d[\s*·-]*){8,}/ },
  { what: '金额', looks: /[￥¥]|\d[\d,.\s]*[十百千万亿多余几]*\s*元/ },
  // A number and its unit; one numeral alone before 元 is a name: 三元村, 李万元.
  {
    what: '金额',
    looks:
      /[一二两三四五六七八九壹贰叁肆伍陆柒捌玖数几][十百千万亿拾佰仟][〇零一二两三四五六七八九十百千万亿]*[多余来]?\s*元/,
  },
  { what: '健康状况', looks: /病|癌|瘤|残|手术|住院|精神|艾滋|透析|化疗|智力|失能|孕/ },
  { what: '救助待遇', looks: /低保|特困/ },
];
/** In the reason, where no name stands, one numeral before 元 is an amount too. */
const FORBIDDEN_REASON = { what: '金额', looks: /[一二两三四五六七八九十百千万亿几]\s*元/ };
/** What a line of text shows that never stands on a notice, or undefined. */
export function forbiddenIn(text: string): string | undefined {
  return FORBIDDEN.find(({ looks }) => looks.test(text.normalize('NFKC')))?.what;
}

const FIELDS = ['displayName', 'displayArea', 'familySize', 'displayReason'];

export type EntryVerdict = { ok: true } | { ok: false; reason: NoticeRefusal; text: string };

/** Whether an entry may be posted: only its four fields, nothing forbidden in them, and the name masked where the pack says so. */
export function checkEntry(entry: NoticeEntry, masked: boolean): EntryVerdict {
  const stranger = Object.keys(entry).find((field) => !FIELDS.includes(field));
  if (stranger)
    return {
      ok: false,
      reason: 'notice-shows-forbidden',
      text: '公示只能有户主姓名、村组、人口和拟纳入类别，不得有其他内容。',
    };
  const found =
    [entry.displayName, entry.displayArea, entry.displayReason].map(forbiddenIn).find((what) => what !== undefined) ??
    (FORBIDDEN_REASON.looks.test(entry.displayReason.normalize('NFKC')) ? FORBIDDEN_REASON.what : undefined);
  if (found) return { ok: false, reason: 'notice-shows-forbidden', text: `公示内容里有${found}，不得公示。` };
  if (masked && !entry.displayName.includes('*'))
    return { ok: false, reason: 'notice-name-not-masked', text: '公示姓名须遮蔽。' };
  return { ok: true };
}

const BY_WEIGHT: readonly EntryState[] = ['POSTED', 'OBJECTED', 'ENDED', 'WITHDRAWN'];

/** The state of a notice: it hangs as long as one household hangs on it undisputed, and has come down when all have. */
export function noticeStateOf(entries: readonly EntryState[]): EntryState {
  return BY_WEIGHT.find((state) => entries.includes(state)) ?? 'WITHDRAWN';
}

/** The four things that a notice shows of a household, without what only officers see. */
export function shownEntry({ displayName, displayArea, familySize, displayReason }: NoticeEntry): NoticeEntry {
  return { displayName, displayArea, familySize, displayReason };
}

/** The name as it is posted: `middle` masks it, `none` shows it whole (`publicity.nameMaskPosted`, `publicity.nameMaskWeb`). */
export function shownName(name: string, mask: string): string {
  return mask === 'none' ? name : maskName(name);
}
