import type { z } from 'zod';
import type { Actor, Tx } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';

/** A column of an exported file; `masked` says that its values are shown in part only. */
interface ExportColumn {
  title: string;
  masked?: boolean;
}

/** One condition of a filter, for people: `等级` `红`. */
export interface ExportWord {
  label: string;
  text: string;
}

/** Some rows of an export, in the order of the columns, and where to go on. */
interface ExportPage {
  rows: string[][];
  nextCursor: string | null;
}

/** A list that may leave the platform as a file: the filter of its page, the scope and the masks of who asks. */
export interface ExportDefinition<S extends z.ZodType> {
  /** Stable name: `registry.households`. */
  kind: string;
  /** What is exported, also the name of the file: `农户名册`. */
  title: string | ((tx: Tx, filter: z.output<S>) => Promise<string>);
  /** Roles that may ask for it. */
  permission: readonly string[];
  /** The filter as it stands in the address of the list, without paging. */
  filter: S;
  columns: readonly ExportColumn[];
  /** One sentence: what is masked and what is left out. */
  withheld: string;
  /** More rows than this are refused; without it `EXPORT_LIMIT`. */
  limit?: number;
  /** The filter in words, for whoever decides. */
  words: (tx: Tx, filter: z.output<S>) => Promise<ExportWord[]>;
  /** How many rows the filter leaves, exactly. */
  count: (tx: Tx, actor: Actor, filter: z.output<S>) => Promise<number>;
  /** The next `EXPORT_PAGE` rows; each page is read in a transaction of its own, so it must go on by key. */
  page: (tx: Tx, actor: Actor, at: { filter: z.output<S>; cursor: string | undefined }) => Promise<ExportPage>;
}

/** A post in which somebody asked for an export. */
export interface ExportHolder {
  accountId: string;
  role: string;
  areaCode: string;
}

/** What the program knows of its people; given once at the start, since the platform knows no posts. */
export interface ExportStaffing {
  /** Roles that let an export of their area go. */
  approving: readonly string[];
  /** The person as he acts now in this post; null when account or post are no longer in force. */
  findActor: (tx: Tx, holder: ExportHolder) => Promise<Actor | null>;
  /** The post in words: `县级主管（翁源县）`. */
  postWords: (tx: Tx, actor: Actor) => Promise<string>;
  /** Refuses when one of the two could have acted as the other lately, so that one person would ask and decide. */
  refuseSamePerson: (tx: Tx, people: { decider: string; requester: string }) => Promise<void>;
  /** Others who may decide over an area, nearest first, a few. */
  listApprovers: (tx: Tx, at: { areaCode: string; not: string }) => Promise<{ name: string; post: string }[]>;
}

/** Rows of one export where a list sets no limit of its own; a sheet holds 1,048,576. */
export const EXPORT_LIMIT = 1_000_000;
/** Rows that are read at a time. */
export const EXPORT_PAGE = 1000;

export type AnyExport = ExportDefinition<z.ZodType>;

const definitions = new Map<string, AnyExport>();
let staffing: ExportStaffing | null = null;

/** Declares a list that may be exported; the program calls the modules' declarations before it mounts routes and works off jobs. */
export function defineExport<S extends z.ZodType>(definition: ExportDefinition<S>): void {
  definitions.set(definition.kind, definition as unknown as AnyExport);
}

/** The declared export of a name, or undefined: it may have been taken out since it was asked for. */
export function findExport(kind: string): AnyExport | undefined {
  return definitions.get(kind);
}

/** The declared export of a name that a role may ask for. Refuses `export-kind-unknown`, `role-not-permitted`. */
export function exportFor(actor: Actor, kind: string): AnyExport {
  const definition = definitions.get(kind);
  if (!definition) throw new Refusal('export-kind-unknown', { detail: '没有这种导出清单，请从清单页面上点“导出”。' });
  if (!definition.permission.includes(actor.role))
    throw new Refusal('role-not-permitted', { status: 403, detail: '您的岗位不能导出这份清单。' });
  return definition;
}

/** Says who people are; the program calls it once, before exports are asked for. */
export function staffExports(given: ExportStaffing): void {
  staffing = given;
}

/** What `staffExports` was given. */
export function exportStaffing(): ExportStaffing {
  if (!staffing) throw new Error('exports have no staffing: call staffExports() at the start');
  return staffing;
}
