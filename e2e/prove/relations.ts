/** The chain of areas in which people and objects are planted, and what lies beside it. All real divisions but those of other provinces. */
const CHAIN = ['44', '4402', '440229', '440229104', '440229104201'];
const SIBLINGS = ['45', '4403', '440224', '440229106', '440229104001'];
const OTHER_COUNTY = ['440224', '440224102', '440224102201'];
const OTHER_CITY = ['4403', '440303', '440303001', '440303001001'];

export const AREAS = [
  ...new Set([
    ...CHAIN,
    ...SIBLINGS,
    ...OTHER_COUNTY,
    ...OTHER_CITY,
    '440229106001',
    '4501',
    '450102',
    '450102001',
    '450102001001',
  ]),
];

/** How the object of a call lies to the person who calls. */
export const RELATIONS = ['own', 'child', 'sibling', 'parent', 'otherCounty', 'otherCity'] as const;
export type Relation = (typeof RELATIONS)[number];

const RUN_HEADER =
  'a screening run is the county’s: towns and villages see its header (number, state, pack, files used), never rows of another place';

const CHECK_HEADER =
  'a check of the data is the county’s: towns and villages see when it ran and how far, never findings of another place';

/** Operations that show the row of the person's own county on purpose, and why. Nothing of a sibling, and no other operation. */
export const SHOWS_OWN_COUNTY: { readonly [operationId: string]: string } = {
  listRuns: RUN_HEADER,
  getRun: RUN_HEADER,
  getTrace: RUN_HEADER,
  recomputeTrace: RUN_HEADER,
  getAreaOverview: RUN_HEADER,
  getSimulationBasis: RUN_HEADER,
  simulateRun: RUN_HEADER,
  listSimulatedHouseholds: RUN_HEADER,
  getFindingCounts: CHECK_HEADER,
};

/** The area of a role's post within the chain. */
export function areaOfRole(role: string): string {
  if (role.startsWith('PROV') || role === 'AUDITOR') return '44';
  if (role.startsWith('CITY')) return '4402';
  if (role.startsWith('COUNTY')) return '440229';
  return role.startsWith('TOWN') ? '440229104' : '440229104201';
}

/** The area of the object; null where there is none (a village has no child, a province no parent). */
export function related(areaCode: string, relation: Relation): string | null {
  const level = CHAIN.indexOf(areaCode);
  switch (relation) {
    case 'own':
      return areaCode;
    case 'child':
      return areaCode.length === 12 ? null : (CHAIN.at(-1) as string);
    case 'sibling':
      return SIBLINGS[level] ?? null;
    case 'parent':
      return CHAIN[level - 1] ?? null;
    case 'otherCounty':
      return areaCode.length < 6 ? '450102001001' : '440224102201';
    case 'otherCity':
      return areaCode.length < 4 ? '450102001001' : '440303001001';
  }
}
