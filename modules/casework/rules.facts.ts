import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { numberParameter } from '../policy/rules.ts';
import type { ActInput, ComparisonData, Finding, IncomeLine, VerificationData } from './contract.ts';
import { type CasePicture, live } from './picture.ts';

/** Net income of a statement in fen, and per head; per head is null when nobody shares the income. */
function incomeOf(
  lines: readonly Pick<IncomeLine, 'category' | 'amountFen'>[],
  sharing: number,
): { netFen: number; perCapitaFen: number | null } {
  const netFen = lines.reduce((sum, line) => sum + (line.category === 'cost' ? -line.amountFen : line.amountFen), 0);
  return { netFen, perCapitaFen: sharing > 0 ? Math.round(netFen / sharing) : null };
}

/** The visit with what the platform adds: the sums, the line of the pack, the members as they are. Health notes stay out. */
export function verificationData(picture: CasePicture, input: ActInput<'recordVerification'>): VerificationData {
  const { healthNote: _, ...rest } = input;
  const { sharing, memberIds } = picture.household;
  return {
    ...rest,
    sharing,
    memberIds,
    ...incomeOf(input.income.lines, sharing),
    lineFen: numberParameter(picture.pack, 'line.monitoring') * 100,
  };
}

/** Day on which a finding was compared: its own when it was taken over, else that of the comparison in which it stands. */
export function comparedOn({ sentOn }: Pick<ComparisonData, 'sentOn'>, finding: Pick<Finding, 'comparedOn'>): string {
  return finding.comparedOn ?? sentOn;
}

/** Whether what was compared on a day is young enough to be taken over (`comparison.reuseDays`). */
export function isFresh({ pack }: Pick<CasePicture, 'pack'>, on: string, today: string): boolean {
  return daysBetween(on, today) <= numberParameter(pack, 'comparison.reuseDays');
}

/** The facts on which a meeting voted, as text: when it is the same after a correction, the vote stands. */
export function meetingBasis(picture: CasePicture): string {
  const visit = live(picture, 'VERIFYING')?.data;
  const findings = live(picture, 'COMPARING')?.data.findings ?? [];
  return JSON.stringify([
    visit?.conclusion,
    visit?.netFen,
    visit?.sharing,
    visit?.coping,
    visit?.selfPaid.map((one) => one.amountFen),
    visit?.risks.map((one) => one.riskType),
    visit?.guarantees.map((one) => [one.code, one.secure]),
    [...(visit?.memberIds ?? [])].sort(),
    findings.map((one) => [one.key, one.found, one.receipt, one.verdict]),
  ]);
}

/** The facts that a notice showed: masked name, size, category. */
export function noticeBasis(picture: CasePicture, displayName: string): string {
  return JSON.stringify([displayName, picture.household.size, live(picture, 'EVALUATED')?.data.category]);
}
