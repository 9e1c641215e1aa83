import { count, yuan } from '@shouwang/platform/ui/numbers.ts';
import type { Effect, EffectSide, SimulatedListRequest, SimulationView } from '../contract.simulation.ts';

/** Red, orange and yellow ones; stable and undecided are never in it. */
export const hitsOf = ({ red, orange, yellow }: EffectSide): number => red + orange + yellow;

const SAID = 3;

/** What was changed, in one clause: `把“监测范围（人均纯收入）”从 9,600 元改为 10,000 元`. */
function changedWords({
  changed,
  packAfter,
  packBefore,
}: Pick<SimulationView, 'changed' | 'packAfter' | 'packBefore'>): string {
  if (changed.length > SAID) return `按“${packAfter}”的 ${changed.length} 处改动`;
  const one = ({ label, before, after }: SimulationView['changed'][number]) => {
    if (after === null) return `停用“${label}”`;
    if (before === null) return `加上“${label}”（${after}）`;
    return `把“${label}”从${spaced(before)}改为${spaced(after, false)}`;
  };
  if (changed.length === 0 && packAfter !== packBefore) return `按“${packAfter}”`;
  return changed.map(one).join('，');
}

/** A value between Chinese words: blanks only where it begins or ends with a digit or a Latin letter. */
function spaced(value: string, behind = true): string {
  return `${/^\w/.test(value) ? ' ' : ''}${value}${behind && /\w$/.test(value) ? ' ' : ''}`;
}

/** The conclusion in one sentence: what was changed, who must be visited more and less, and what else moves. */
export function conclusionOf(view: SimulationView): string {
  const { effect } = view;
  const what = changedWords(view);
  if (!what) return `还没有改动：按这批筛查的政策包，${view.areaName}要上门 ${count(effect.before.visits)} 户。`;
  const more = `多 ${count(effect.visitsIn)} 户要上门，少 ${count(effect.visitsOut)} 户`;
  const moved =
    effect.raised + effect.lowered > 0 ? `；${count(effect.raised)} 户变重，${count(effect.lowered)} 户变轻` : '';
  return `${what}：${more}${moved}；${collectWords(effect)}。`;
}

function collectWords({ before, after }: Effect): string {
  const change = after.undecided - before.undecided;
  if (change === 0) return '待补采户数不变';
  return `待补采${change > 0 ? '多' : '少'} ${count(Math.abs(change))} 户`;
}

/** `600.00 元`, or in 万元 from ten thousand yuan on. */
export function moneyWords(fen: number): { value: string; unit: string } {
  if (fen < 100_000_000) return { value: yuan(fen, true) ?? '', unit: '元' };
  return { value: (fen / 1_000_000).toLocaleString('zh-CN', { maximumFractionDigits: 2 }), unit: '万元' };
}

/** `+12`, `-4`, `0`. */
export const signed = (change: number): string => (change > 0 ? `+${count(change)}` : count(change));

const SET_WORDS: Readonly<Record<string, string>> = {
  entering: '新进的户（筛查时没有提示，测算后提示）',
  leaving: '退出的户（筛查时提示，测算后不再提示）',
  raised: '变重的户',
  lowered: '变轻的户',
  toCollect: '新增待补采的户（原来能判断，测算后判断不了）',
  decided: '不再待补采的户',
  before: '筛查时提示的户',
  after: '测算后提示的户',
  visitsBefore: '筛查时要上门的户',
  visitsAfter: '测算后要上门的户',
  visitsIn: '多出来要上门的户',
  visitsOut: '不用再上门的户',
  undecidedBefore: '筛查时待补采的户',
  undecidedAfter: '测算后待补采的户',
  belowBefore: '原参考线以下的户',
  belowAfter: '新参考线以下的户',
  belowNew: '新落到参考线以下的户',
};
const LEVEL_WORDS: Readonly<Record<string, string>> = {
  '1': '红',
  '2': '橙',
  '3': '黄',
  '4': '绿',
  undecided: '未能判断',
};
const SIDES = { before: '筛查时成立', after: '测算后成立', starts: '测算后才成立', ends: '测算后不再成立' };

type Filter = Pick<SimulatedListRequest, 'set' | 'from' | 'to' | 'rule' | 'risk'>;

/** The title of a list. `ruleName` and `riskName` give the names of codes. */
export function listWords(
  filter: Filter,
  names: { rule: (code: string) => string; risk: (code: string) => string },
): string {
  const { set, from, to, rule, risk } = filter;
  if (rule) return `“${names.rule(rule.code)}”${SIDES[rule.holds]}的户`;
  if (risk) return `${names.risk(risk.code)}类，${risk.holds === 'before' ? '筛查时' : '测算后'}提示的户`;
  if (from && to) return from === to ? `前后都是${levelWord(from)}的户` : `从${levelWord(from)}到${levelWord(to)}的户`;
  return SET_WORDS[set] ?? '户';
}

/** Word for a level key. */
export const levelWord = (key: string): string => LEVEL_WORDS[key] ?? key;
