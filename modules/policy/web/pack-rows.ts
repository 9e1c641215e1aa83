import type { PackView } from '../contract.ts';

export type SectionKey =
  | 'parameters'
  | 'triggers'
  | 'indicators'
  | 'exclusions'
  | 'levels'
  | 'steps'
  | 'categories'
  | 'sources';

/** One value of the pack as the page lists it. */
export type PackRow = {
  key: string;
  code: string;
  label: string;
  /** The value or condition, as people read it. */
  value: string;
  /** The condition as the pack writes it, for those who check. */
  condition: string | null;
  /** Sentence to read aloud, reason, or meaning. */
  words: string | null;
  level: number | null;
  standing: 'source' | 'default' | null;
  source: string | null;
  /** Id of the layer that set the value. */
  layer: string | null;
  group: string;
};

const UNITS: Readonly<Record<string, string>> = {
  yuan: ' 元',
  ratio: '',
  count: '',
  days: ' 天',
  hours: ' 小时',
  months: ' 个月',
  years: ' 年',
  minutes: ' 分钟',
  metres: ' 米',
  litre: ' 升',
  dayOfMonth: ' 日',
  none: '',
};
const WORDS: Readonly<Record<string, string>> = {
  sharing: '共同生活并共享收支人数',
  registered: '户籍人口',
  resident: '常住人口',
  natural: '自然日',
  working: '工作日',
  middle: '遮中间字',
  none: '不遮蔽',
};
const GROUPS: Readonly<Record<string, string>> = {
  line: '参考线',
  income: '收入核算',
  trigger: '提示门槛',
  screening: '筛查',
  rule: '规则精准率',
  exclusion: '负面清单门槛',
  clue: '线索',
  dispatch: '派发领取',
  verification: '入户核实',
  consent: '授权',
  comparison: '信息比对',
  meeting: '评议',
  meetingPublicity: '评议和公示',
  publicity: '公示',
  objection: '异议',
  town: '镇审核',
  county: '县审定',
  announce: '公告',
  chain: '全程',
  register: '录入',
  return: '退回',
  appeal: '申诉',
  plan: '帮扶计划',
  visit: '走访',
  indicator: '指标门槛',
  elimination: '风险消除',
  track: '消除后跟踪',
  help: '帮扶',
  measure: '帮扶措施',
  incomeEntry: '收支录入',
  civilAffairs: '民政互推',
  campaign: '集中排查',
  watch: '相对贫困复评',
  finding: '数据核验',
  exemption: '数据核验',
  change: '信息变更',
  changeRequest: '信息变更',
  work: '务工',
  emergency: '应急',
  workOrder: '工单',
  task: '任务优先级',
};

/** A parameter's value as people read it. */
export function parameterText(value: number | string | boolean, unit: string): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return WORDS[value] ?? value;
  if (unit === 'dayOfMonth') return `每月 ${value} 日`;
  if (unit === 'ratio') return value < 1 ? `${Number((value * 100).toFixed(2))}%` : `${value} 倍`;
  return `${value.toLocaleString('zh-CN')}${UNITS[unit] ?? ''}`;
}

type Origin = (path: string) => string | null;

/** The layer that set a value: that of the nearest path above it. */
export function originOf(pack: Pick<PackView, 'origins'>): Origin {
  return (path) => {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const origin = pack.origins[at];
      if (origin) return origin;
    }
    return null;
  };
}

type Basic = { label: string; standing?: 'source' | 'default'; source?: string | undefined };

function row(pack: PackView, section: string, [code, item]: [string, Basic], rest: Partial<PackRow>): PackRow {
  const source = item.source ? pack.sources[item.source] : undefined;
  return {
    key: `${section}/${code}`,
    code,
    label: item.label,
    value: '',
    condition: null,
    words: null,
    level: null,
    standing: item.standing ?? null,
    source: source ? `${source.title}${source.number ? `（${source.number}）` : ''}` : null,
    layer: originOf(pack)(`${section}/${code}`),
    group: '',
    ...rest,
  };
}

function parameterRows(pack: PackView): PackRow[] {
  const rows = Object.entries(pack.parameters).map(([code, item]) =>
    row(pack, 'parameters', [code, item], {
      value: parameterText(item.value, item.unit),
      words: item.note ?? null,
      layer: originOf(pack)(`parameters/${code}/value`),
      group: GROUPS[code.split('.')[0] ?? ''] ?? '其他',
    }),
  );
  return ordered(rows);
}

function levelRows(pack: PackView): PackRow[] {
  const hard = Object.entries(pack.levels.hard).map(([code, item]) =>
    row(pack, 'levels/hard', [code, item], { condition: item.when, words: item.say, level: item.level }),
  );
  const bands = Object.entries(pack.levels.bands).map(([code, item]) =>
    row(pack, 'levels/bands', [code, item], { value: `多维得分 ≥ ${item.atLeast}`, level: item.level }),
  );
  return [...hard, ...bands];
}

function stepRows(pack: PackView): PackRow[] {
  return Object.entries(pack.steps)
    .sort(([, a], [, b]) => a.order - b.order)
    .map(([code, item]) => {
      const limit = item.limit ? pack.parameters[item.limit] : undefined;
      const value = limit ? `限 ${parameterText(limit.value, limit.unit)}` : '不限';
      return row(pack, 'steps', [code, item], { value, words: item.who });
    });
}

const GROUP_ORDER = [...Object.values(GROUPS), '其他'];

/** Sections as people read them: parameters by subject, rules by level, indicators by dimension and weight. */
function ordered(rows: PackRow[]): PackRow[] {
  const place = (item: PackRow) => GROUP_ORDER.indexOf(item.group);
  return rows.sort(
    (a, b) =>
      (a.level ?? 9) - (b.level ?? 9) ||
      place(a) - place(b) ||
      a.group.localeCompare(b.group, 'zh-CN') ||
      a.code.localeCompare(b.code),
  );
}

/** The rows with the name of a group on its first row only. */
export function withGroupHeads(rows: readonly PackRow[]): PackRow[] {
  return rows.map((item, index) =>
    index > 0 && rows[index - 1]?.group === item.group ? { ...item, group: '' } : item,
  );
}

/** Everything that a pack sets, by section, each with its source and layer. */
export function packSections(pack: PackView): Record<SectionKey, PackRow[]> {
  return {
    parameters: parameterRows(pack),
    triggers: ordered(
      Object.entries(pack.triggers).map(([code, item]) =>
        row(pack, 'triggers', [code, item], {
          condition: item.when,
          words: item.say,
          level: item.level,
          value: item.clears,
        }),
      ),
    ),
    indicators: ordered(
      Object.entries(pack.indicators).map(([code, item]) =>
        row(pack, 'indicators', [code, item], {
          condition: item.when,
          words: item.say,
          value: `权重 ${item.weight}`,
          group: item.dimension,
        }),
      ),
    ),
    exclusions: ordered(
      Object.entries(pack.exclusions).map(([code, item]) =>
        row(pack, 'exclusions', [code, item], { condition: item.when, words: item.because, value: item.exceptions }),
      ),
    ),
    levels: levelRows(pack),
    steps: stepRows(pack),
    categories: Object.entries(pack.categories).map(([code, item]) =>
      row(pack, 'categories', [code, item], { words: item.meaning }),
    ),
    sources: Object.entries(pack.sources).map(([code, item]) =>
      row(pack, 'sources', [code, { label: item.title }], { value: item.number ?? '', words: item.note ?? null }),
    ),
  };
}

/** Rows that hold every word of a search, in any of their texts. */
export function matching(rows: readonly PackRow[], search: string): PackRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((item) => {
    const text = [item.code, item.label, item.value, item.condition, item.words, item.source, item.group]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
