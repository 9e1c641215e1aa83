import type { DispatchReason } from './contract.ts';

/** What a work sheet says why it exists and until when the visit is due. */
export interface SheetContent {
  /** Code risk_level: 1 红, 2 橙, 3 黄. */
  level: number;
  reasons: DispatchReason[];
  ruleCodes: string[];
  riskTypes: string[];
  dueOn: string;
}

/** What another run found about the household of a sheet. */
export interface JoiningFinding {
  level: number;
  reasons: readonly (DispatchReason & { riskType?: string | null })[];
  /** Day on which the finding arrives; new reasons carry it. */
  on: string;
  /** Last day for the visit if the finding had a sheet of its own. */
  dueOn: string;
}

/** Where a sheet stands when a hint joins it. */
export interface Joining {
  visitDone: boolean;
  /** 重新提示: the visit gets the last day of the new hint. Otherwise the earlier of the two. */
  renewed: boolean;
}

/** A sheet after hints have joined it. */
export interface JoinedSheet extends SheetContent {
  /** Reasons that were not on the sheet before. */
  added: DispatchReason[];
  /** Anything on the sheet is different now. */
  changed: boolean;
}

/**
 * Puts new hints on a sheet that is still open: the more severe level, new reasons behind the old ones with the day of their arrival, known
 * rules in their latest words, and the earlier of the two due days while the visit is still to be made; the later one when the sheet is renewed. A
 * reason that no longer holds stays: only the visit clears it.
 */
export function joinHints(sheet: SheetContent, finding: JoiningFinding, joining: Joining): JoinedSheet {
  const latest = new Map(finding.reasons.map((reason) => [reason.code, reason]));
  const known = new Set(sheet.reasons.map((reason) => reason.code));
  const added = [...latest.values()].filter(({ code }) => !known.has(code)).map((one) => reasonOf(one, finding.on));
  const kept = sheet.reasons.map((reason) => {
    const said = latest.get(reason.code);
    return said ? reasonOf(said, reason.addedOn ?? null) : reason;
  });
  const joined: SheetContent = {
    level: Math.min(sheet.level, finding.level),
    reasons: [...kept, ...added],
    ruleCodes: union(sheet.ruleCodes, [...latest.keys()]),
    riskTypes: union(
      sheet.riskTypes,
      finding.reasons.flatMap(({ riskType }) => (riskType ? [riskType] : [])),
    ),
    dueOn: dueOf(sheet.dueOn, finding.dueOn, joining),
  };
  return { ...joined, added, changed: contentOf(joined) !== contentOf(sheet) };
}

function dueOf(had: string, own: string, { visitDone, renewed }: Joining): string {
  if (visitDone) return had;
  return renewed || own < had ? own : had;
}

/** A reason as it stands on a sheet; `addedOn` is null for those of the first day. */
export function reasonOf(reason: DispatchReason, addedOn: string | null): DispatchReason {
  const { code, label, say, level, department } = reason;
  return { code, label, say, level, department, ...(addedOn ? { addedOn } : {}) };
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}

function contentOf({ level, reasons, ruleCodes, riskTypes, dueOn }: SheetContent): string {
  return JSON.stringify([level, reasons.map((one) => reasonOf(one, one.addedOn ?? null)), ruleCodes, riskTypes, dueOn]);
}
