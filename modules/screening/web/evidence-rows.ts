import { count } from '@shouwang/platform/ui/numbers.ts';
import type { TraceView } from '../contract.runs.ts';
import type { RuleTrace, SourceRow } from '../contract.ts';
import { limitText, valueText } from './trace-words.ts';

export type EvidenceRow = {
  key: string;
  fact: string;
  value: string;
  limit: string;
  source: string;
  file: string;
  row: string;
  date: string | null;
  /** A figure that the rows under it make up. */
  isWhole: boolean;
  /** The row of the file names somebody else than the registry does. */
  nameDiffers: boolean;
};

const GRADE = /^(\d{4}-\d{2}-\d{2})([A-D])$/;

function sourceValue(value: SourceRow['value']): string {
  if (value === null) return '—';
  if (typeof value === 'number') return value.toLocaleString('zh-CN', { maximumFractionDigits: 2 });
  return GRADE.exec(value)?.[2]?.concat(' 级') ?? value;
}

/** One line for each row of a file, also where two measures read the same row; a grade or figure goes before a date. */
function distinctSources(sources: readonly SourceRow[]): SourceRow[] {
  const rows = new Map<string, SourceRow>();
  const says = ({ value }: SourceRow) => typeof value === 'number' || GRADE.test(String(value));
  for (const source of sources) {
    const key = `${source.batchId} ${source.rowNo}`;
    const known = rows.get(key);
    if (!known || (!says(known) && says(source))) rows.set(key, source);
  }
  return [...rows.values()];
}

function sourceRow(source: SourceRow, files: TraceView['files']): EvidenceRow {
  const file = files[source.batchId];
  return {
    key: `${source.batchId}-${source.rowNo}-${source.measure}`,
    fact: file?.itemLabel ?? source.item,
    value: sourceValue(source.value),
    limit: '',
    source: file?.department ?? source.item,
    file: file?.fileName ?? '文件不在您的辖区',
    row: `第 ${count(source.rowNo)} 行`,
    date: source.dataDate,
    isWhole: false,
    nameDiffers: source.nameDiffers ?? false,
  };
}

/** The values of a rule that decide it, and the rows of files they come from. A value of one row is one line. */
export function evidenceRows(
  rule: RuleTrace,
  { files, registryDate }: { files: TraceView['files']; registryDate: string | null },
): EvidenceRow[] {
  const sources = distinctSources(rule.sources).map((source) => sourceRow(source, files));
  const known = rule.comparisons.filter((comparison) => comparison.value !== null);
  const holding = known.filter((comparison) => comparison.holds === true);
  const shown = holding.length > 0 ? holding : known;
  const [only] = sources;
  const values = distinctSources(rule.sources).map(({ value }) => value);
  const merged = sources.length === 1 && shown.length === 1 && shown[0]?.value === values[0];
  const wholes = shown.map((comparison) => ({
    key: `${comparison.label} ${comparison.operator}`,
    fact: comparison.label,
    value: valueText(comparison.value, comparison.unit),
    limit: limitText(comparison),
    ...(merged && only
      ? { source: only.source, file: only.file, row: only.row, date: only.date, nameDiffers: only.nameDiffers }
      : {
          source: sources.length > 0 ? `由下面 ${sources.length} 行得出` : '农户档案',
          file: '',
          row: '',
          date: sources.length > 0 ? null : registryDate,
          nameDiffers: false,
        }),
    isWhole: !merged && sources.length > 0,
  }));
  return merged ? wholes : [...wholes, ...sources];
}
