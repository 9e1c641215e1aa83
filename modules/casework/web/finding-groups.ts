import type { Finding } from '../contract.ts';

/** One line of the comparison: a finding, or the members of whom a department knows nothing and nothing is to be judged. */
export interface FindingGroup {
  key: string;
  /** The first finding; what it says holds for all members of the group. */
  finding: Finding;
  members: string[];
}

/** What must be the same for two members to share a line; null for a finding that somebody must look at by itself. */
function shared(one: Finding): string | null {
  const nothing = one.found === false && one.verdict === 'P1.C1' && one.exclusionItem === null;
  return nothing
    ? JSON.stringify([one.scope, one.departmentCode, one.receipt, one.dataDate, one.reused && one.comparedOn])
    : null;
}

/** Takes "no record" answers about several members together, so that what was found stands out; the order stays. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const finding of findings) {
    const key = shared(finding) ?? finding.key;
    const group = groups.get(key);
    if (group) group.members.push(finding.memberName);
    else groups.set(key, { key, finding, members: [finding.memberName] });
  }
  return [...groups.values()];
}
