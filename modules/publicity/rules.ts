import { maskName } from '@shouwang/platform/crypto/mask.ts';
import type { NoticeEntry, NoticeRefusal } from './contract.ts';

/** What never stands on a notice, whatever field it comes by: numbers of persons, telephones, accounts; money; illness, disability and aid. */
const FORBIDDEN: readonly { what: string; looks: RegExp }[] = [
  { what: '证件号码、电话或账号', looks: /\d{7,}/ },
  { what: '证件号码、电话或账号', looks: /\d[\s*·-]*(?:\d[\s*·-]*){8,}/ },
  { what: '金额', looks: /[元￥¥]/ },
  { what: '健康状况', looks: /病|癌|瘤|残|手术|住院|精神|艾滋|透析|化疗|智力|失能|孕/ },
  { what: '救助待遇', looks: /低保|特困/ },
];
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
  const text = [entry.displayName, entry.displayArea, entry.displayReason].map((part) => part.normalize('NFKC'));
  const found = FORBIDDEN.find(({ looks }) => text.some((part) => looks.test(part)));
  if (found) return { ok: false, reason: 'notice-shows-forbidden', text: `公示内容里有${found.what}，不得公示。` };
  if (masked && !entry.displayName.includes('*'))
    return { ok: false, reason: 'notice-name-not-masked', text: '公示姓名须遮蔽。' };
  return { ok: true };
}

/** The name as it is posted: `middle` masks it, `none` shows it whole (`publicity.nameMaskPosted`, `publicity.nameMaskWeb`). */
export function shownName(name: string, mask: string): string {
  return mask === 'none' ? name : maskName(name);
}
