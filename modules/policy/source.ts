import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { PackProblem, PackProblemCode } from './contract.ts';

export type Path = readonly string[];
type Tree = { [key: string]: unknown };

/** One pack file as read: its tree of values, and where each value stands. */
export interface PackSource {
  file: string;
  id: string;
  tree: Tree;
  /** Line and column (from 1) of the value at `path`, `offset` characters into it. */
  at(path: Path, offset?: number): { line: number; column: number };
}

/** Reads the YAML of one pack. Nothing is interpreted: no anchors are expanded beyond YAML, no code, duplicate keys refused. */
export function parsePack(text: string, file: string): { source: PackSource | null; problems: PackProblem[] } {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const place = (position: number) => {
    const { line, col } = counter.linePos(position);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problem = (code: PackProblemCode, message: string, position: number): PackProblem => ({
    file,
    ...place(position),
    code,
    message,
  });
  if (document.errors.length > 0) {
    return { source: null, problems: document.errors.map((e) => problem('pack-yaml', yamlMessage(e.code), e.pos[0])) };
  }
  const tree = values(document);
  if (!isTree(tree) || typeof tree.pack !== 'string') {
    return { source: null, problems: [problem('pack-shape', '文件开头应写 pack: 政策包编号', 0)] };
  }
  const at = (path: Path, offset = 0) => place(positionOf(document.contents, path, offset));
  return { source: { file, id: tree.pack, tree, at }, problems: [] };
}

/** The plain values; null when an alias is used, which a pack does not need. */
function values(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function positionOf(root: unknown, path: Path, offset: number): number {
  let node = root as Node | null;
  for (const key of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === key);
    if (!pair) break;
    node = (pair.value ?? pair.key) as Node;
  }
  const start = node?.range?.[0] ?? 0;
  if (!isScalar(node)) return start;
  const quoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
  const inline = quoted || node.type === 'PLAIN';
  return start + (quoted ? 1 : 0) + (inline ? offset : 0);
}

const YAML_MESSAGES: Record<string, string> = {
  DUPLICATE_KEY: '同一层里出现了两个相同的名称，请删去一个',
  BAD_INDENT: '缩进不对，请与上下行对齐',
  TAB_AS_INDENT: '缩进请用空格，不要用制表符',
  MISSING_CHAR: '缺少符号（冒号、引号或括号），请补齐',
};

function yamlMessage(code: string): string {
  return YAML_MESSAGES[code] ?? `不是正确的 YAML（${code}）`;
}
