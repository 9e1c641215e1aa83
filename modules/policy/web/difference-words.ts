import type { DifferenceSection, PackDifference, PackPreview } from '../contract.versions.ts';
import { parameterText } from './pack-rows.ts';

/** Names of the parts of a pack. */
export const SECTION_NAMES: Readonly<Record<DifferenceSection, string>> = {
  head: '政策包',
  sources: '文件',
  parameters: '参数',
  categories: '类别',
  steps: '步骤',
  scheme: '计数法',
  indicators: '指标',
  triggers: '提示规则',
  exclusions: '负面清单',
  levels: '风险等级',
};

const FIELD_NAMES: Readonly<Record<string, string>> = {
  '*': '整条删去',
  pack: '编号',
  title: '名称',
  areaCode: '行政区划',
  extends: '叠加于',
  effectiveFrom: '生效日',
  effectiveTo: '停止日',
  value: '数值',
  label: '名称',
  unit: '单位',
  standing: '依据类别',
  source: '依据',
  note: '说明',
  number: '文号',
  when: '条件',
  say: '宣读用语',
  weight: '权重',
  dimension: '维度',
  risk: '风险类型',
  figure: '所示数据',
  level: '等级',
  key: '判断不了不算稳定',
  clears: '怎样解除',
  department: '部门',
  because: '须由人判断的理由',
  exceptions: '例外',
  order: '顺序',
  who: '谁办',
  limit: '时限参数',
  cutoff: '临界值',
  missing: '缺失时',
  minKnown: '最低已知权重',
  atLeast: '分数下限',
  householdType: '户类型',
  meaning: '含义',
};

const VALUE_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  standing: { source: '有文件依据', default: '平台默认，待本地确认' },
  level: { '1': '红', '2': '橙', '3': '黄', '4': '绿' },
  missing: { reweight: '按已知的重新加权', 'not-deprived': '按不缺算' },
};

/** What of an entry differs, in words. */
export function fieldName({ field }: Pick<PackDifference, 'field'>): string {
  return FIELD_NAMES[field] ?? field;
}

/** A value of a difference as people read it; null is nothing. */
export function valueWords(
  { section, field, unit }: Pick<PackDifference, 'section' | 'field' | 'unit'>,
  value: PackDifference['after'],
): string {
  if (value === null) return '（无）';
  if (section === 'parameters' && field === 'value') return parameterText(value, unit ?? 'none');
  if (field === 'weight' && typeof value === 'number') return `${Number((value * 100).toFixed(4))}%`;
  if (typeof value === 'boolean') return value ? '是' : '否';
  return VALUE_WORDS[field]?.[String(value)] ?? String(value);
}

/** Fields that say best what an entry that is gone was. */
const TELLING = ['value', 'when', 'meaning', 'who', 'atLeast', 'title'];

/** The same differences with one row for each entry that is gone as a whole; what is new or changed stays value by value. */
export function foldRemoved(rows: readonly PackDifference[]): PackDifference[] {
  const entry = (row: PackDifference) => `${row.section}/${row.code}`;
  const gone = new Set(
    rows
      .filter(({ kind, field, section }) => kind === 'removed' && field === (section === 'sources' ? 'title' : 'label'))
      .map(entry),
  );
  const heads = new Map<string, PackDifference>();
  for (const row of rows.filter((one) => gone.has(entry(one)))) {
    const known = heads.get(entry(row));
    const rank = (one: PackDifference) => (TELLING.includes(one.field) ? TELLING.indexOf(one.field) : TELLING.length);
    if (!known || rank(row) < rank(known)) heads.set(entry(row), row);
  }
  return rows.flatMap((row) => {
    if (!gone.has(entry(row))) return [row];
    return heads.get(entry(row)) === row ? [{ ...row, path: entry(row), field: WHOLE }] : [];
  });
}

/** Stands for all fields of an entry. */
const WHOLE = '*';

/** What confirming does, one sentence each: shown beside the box that must be ticked. */
export function consequences({
  from,
  until,
  ends,
  carried,
}: Pick<PackPreview, 'from' | 'until' | 'ends' | 'carried'>): string[] {
  const overlays = [...new Set(carried.map(({ of }) => of.name))];
  return [
    `自 ${from} 起，新发起的筛查和新开办的识别按本版执行${until ? `；${until} 上级换版时按那时的上级重新生成` : ''}。`,
    '已经发起的筛查、已经开办的识别，仍按开始时的版本办完。',
    ...ends.map((end) =>
      end.scheduled
        ? `原定 ${end.inForceFrom} 起生效的第 ${end.versionNo} 版不再生效。`
        : `第 ${end.versionNo} 版自 ${from} 起停用，内容留存可查。`,
    ),
    ...(overlays.length > 0
      ? [`叠加在它之上的 ${overlays.length} 个政策包同时重新生成：${overlays.join('、')}。`]
      : []),
    '确认后不能撤销；要改回来，须再提议一版并由另一人确认。',
  ];
}
