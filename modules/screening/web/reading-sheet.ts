import type { RuleTrace, Trace } from '../contract.ts';
import { reasonsOf } from './trace-words.ts';

const NUMERALS = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];
const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const DIGITS = '〇一二三四五六七八九';

/** A small number in Chinese, so that no digit stands in the text. */
function inWords(count: number): string {
  return NUMERALS[count] ?? '多';
}

/** `2026-11-18` as 二〇二六年十一月十八日. */
export function dayInWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const two = (text: string) => {
    const [tens, ones] = [Math.floor(Number(text) / 10), Number(text) % 10];
    return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones] : ''}`;
  };
  return `${[...year].map((digit) => DIGITS[Number(digit)]).join('')}年${two(month)}月${two(date)}日`;
}

/** The sentences of the reasons, each once, in their order. */
function sentences(held: readonly RuleTrace[]): string[] {
  return [...new Set(reasonsOf(held).map((rule) => rule.say))];
}

function reasonsText(said: readonly string[]): string {
  if (said.length === 0) return '现有的资料还不够，说不准这户的情况。';
  if (said.length === 1) return `理由有一条：${said[0]}`;
  const listed = said.map((sentence, index) => `${ORDINALS[index] ?? '再'}是${sentence}`);
  return `理由有${inWords(said.length)}条。${listed.join('')}`;
}

/** What may be read aloud at a village meeting: title, paragraphs, place and day. No name, illness, number or amount. */
export type ReadingSheet = { title: string; paragraphs: string[]; sign: string };

/** Makes the sheet from the sentences of the trace alone; figures never get near it. */
export function readingSheet(
  trace: Pick<Trace, 'held' | 'toCollect' | 'asOf'>,
  place: { town: string; village: string },
): ReadingSheet {
  const open = trace.toCollect.length;
  const asked = open > 0 ? `还有${inWords(open)}件事不清楚，入户时要当面问明。` : '';
  return {
    title: '关于走访核实一户的说明',
    paragraphs: [
      `各位代表：本月比对发现，${place.village}有一户，需要我们上门看看。`,
      reasonsText(sentences(trace.held)),
      `${asked}这只是提醒，不是认定。是否纳入，按程序由大家评议、公示，再报镇里、县里。`,
    ],
    sign: `${place.town}　${dayInWords(trace.asOf)}`,
  };
}

/** Seconds that reading takes, at four signs a second, rounded to ten. */
export function secondsToRead(sheet: ReadingSheet): number {
  const signs = sheet.title.length + sheet.paragraphs.join('').length;
  return Math.max(10, Math.round(signs / 4 / 10) * 10);
}
