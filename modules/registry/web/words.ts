import { OFFICES as NAMED } from '../../staff/contract.departments.ts';
import type { DepartmentWord, HouseholdWords, WordItem, WordSource, WordTopic, WordVerdict } from '../contract.ts';
import { asksForLook } from '../rules.ts';
import { specsOf } from './correction-fields.ts';

/** Short names of the offices that speak of households. */
export const OFFICES: Record<WordItem, string> = {
  'ZJ-01': NAMED.ZJ.short,
  'SL-01': NAMED.SL.short,
  'JY-01': NAMED.JY.short,
  'MZ-01': NAMED.MZ.short,
  'CL-01': NAMED.CL.short,
};

/** What a word is about. */
export const TOPIC_NAMES: Record<WordTopic, string> = {
  houseGrade: '房屋危险等级',
  soleHousing: '唯一住房',
  waterOutageDays: '本年停水',
  safeWater: '饮水安全',
  studentStatus: '就学',
  dibaoStatus: '低保',
  disability: '残疾人证',
};

/** How a word stands against the registry. */
export const VERDICT_NAMES: Record<WordVerdict, string> = {
  same: '与登记一致',
  newer: '较登记新',
  older: '早于登记',
  differs: '与登记不同',
  'registry-unknown': '登记未填',
};

/** Values that a correction begins with, and where they come from. */
export type Offer = { changes: Record<string, unknown>; reason: string; from: string };

/** Office, item and the day of a word: 住建局 ZJ-01 · 2026-10-12. */
export const sourceOf = (word: DepartmentWord) => `${OFFICES[word.itemCode]} ${word.itemCode} · ${word.day}`;

/** A correction made ready from a word; the reason names office, file and row, never the value. */
export function offerOf(word: DepartmentWord): Offer {
  const specs = specsOf(word.memberId);
  return {
    changes: Object.fromEntries(Object.entries(word.values).filter(([field]) => specs.has(field))),
    reason: `依据部门数据 ${word.itemCode}（${word.departmentName}，${word.day}，文件 ${word.batchNo} 第 ${word.rowNo} 行）`,
    from: `${OFFICES[word.itemCode]} ${word.itemCode}`,
  };
}

/** What an officer should look at: words that differ and were not overtaken, later ones first. */
export function toLookAt(words: readonly DepartmentWord[]): DepartmentWord[] {
  const rank = (word: DepartmentWord) => (word.verdict === 'newer' ? 0 : word.verdict === 'differs' ? 1 : 2);
  return words.filter((word) => asksForLook(word.verdict)).sort((one, other) => rank(one) - rank(other));
}

const offices = (sources: readonly WordSource[]) => sources.map((source) => OFFICES[source.itemCode]).join('、');
const upTo = (sources: readonly WordSource[]) =>
  sources.map((source) => `${OFFICES[source.itemCode]} ${source.dataDate}`).join('、');

/** In one sentence each: who says the same, who spoke before the registry was seen to, who says nothing, whose file did not come. */
export function restOf({ sources, words }: HouseholdWords): { same: string; others: string[] } {
  const standing = (wanted: WordSource['standing']) => sources.filter((source) => source.standing === wanted);
  const verdicts = (source: WordSource) =>
    words.filter((word) => word.itemCode === source.itemCode).map((word) => word.verdict);
  const quiet = standing('spoke').filter((source) => !verdicts(source).some(asksForLook));
  const older = quiet.filter((source) => verdicts(source).includes('older'));
  const sentences: [string, readonly WordSource[]][] = [
    ['的记录早于登记', older],
    ['没有这一户的记录', standing('silent')],
    ['的记录涉及健康，已遮蔽', standing('masked').filter((source) => !source.differs)],
    ['未到数', standing('missing')],
  ];
  return {
    same: upTo(quiet.filter((source) => !older.includes(source))),
    others: sentences.filter(([, found]) => found.length > 0).map(([text, found]) => `${offices(found)}${text}`),
  };
}
