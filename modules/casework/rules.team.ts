import { type Participant, permissions } from './contract.ts';

/**
 * Kinds of people that procedure P1 names for a visit: of the town, stationed (first secretary, town work team), of the village. A helper without an
 * account counts as one of the village: group heads and grid workers.
 */
export const TEAM_KINDS = {
  village: { name: '村干部', roles: ['VILLAGE_CADRE', 'VILLAGE_CLERK'] },
  stationed: { name: '驻村（驻镇）人员', roles: ['FIRST_SECRETARY', 'TOWN_TEAM'] },
  town: { name: '镇干部', roles: ['TOWN_WINDOW', 'TOWN_REVIEWER'] },
} as const;
export type TeamKind = keyof typeof TEAM_KINDS;
const KINDS = Object.keys(TEAM_KINDS) as TeamKind[];

/** Least number of different kinds in one team: with two people all three cannot be there. */
export const LEAST_KINDS = 2;

/** The kind of a post, or null for one that takes no part in visits. */
export function kindOf(role: string): TeamKind | null {
  return KINDS.find((kind) => (TEAM_KINDS[kind].roles as readonly string[]).includes(role)) ?? null;
}

/** Whether a post lets somebody take a work sheet. */
export function mayClaim(role: string): boolean {
  return (permissions.claimVerification as readonly string[]).includes(role);
}

/** An officer of the village or of its town, from whom a team is named. */
export interface Officer {
  accountId: string;
  name: string;
  unit: string;
  role: string;
}

/**
 * A team to start from: one person of each kind that has any, in the order of the posts of the procedure. Reviewers are left out, since whoever goes along
 * cannot review. Nobody is weighed or ranked: within one post the first of the list, which is in the order of names.
 */
export function suggestTeam(officers: readonly Officer[]): Participant[] {
  const free = officers.filter((one) => one.role !== 'TOWN_REVIEWER');
  return KINDS.flatMap((kind): Participant[] => {
    const found = TEAM_KINDS[kind].roles.flatMap((role) => free.filter((one) => one.role === role))[0];
    return found ? [{ accountId: found.accountId, name: found.name, unit: found.unit }] : [];
  });
}
