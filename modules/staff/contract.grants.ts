import { COUNTY_ROLES, type RoleCode, TOWN_ROLES, VILLAGE_ROLES } from './contract.ts';

const FIELD_ROLES = [...TOWN_ROLES, ...VILLAGE_ROLES] as const;
const HELPERS_OF_TOWN = ['TOWN_WINDOW', 'TOWN_TEAM', ...VILLAGE_ROLES] as const;
const BELOW_CITY = [...COUNTY_ROLES, 'COUNTY_DEPT', ...FIELD_ROLES] as const;

/** What a role may do about posts of other roles, always within the own area. */
export interface Grants {
  /** Roles that it may ask for. */
  enters: readonly RoleCode[];
  /** Roles to which it may agree when somebody else asked. */
  agrees: readonly RoleCode[];
  /** Roles whose accounts it suspends, resumes and closes, whose posts it ends, and to whom it hands out sign-ins. */
  keeps: readonly RoleCode[];
}

/**
 * Who grants what. System administration (PROV_OPS) asks and agrees to nothing; the leads of the line agree; auditors are asked for by auditors
 * alone and touch nothing else. Nobody grants above the own level. A role that is not named here grants nothing.
 */
export const GRANTS: Readonly<Partial<Record<RoleCode, Grants>>> = {
  PROV_OPS: {
    enters: ['PROV_LEAD', 'PROV_OPS', 'CITY_LEAD', ...BELOW_CITY],
    agrees: [],
    keeps: ['COUNTY_DEPT', ...HELPERS_OF_TOWN],
  },
  AUDITOR: { enters: ['AUDITOR'], agrees: [], keeps: [] },
  PROV_LEAD: {
    enters: ['PROV_OPS', 'CITY_LEAD', ...BELOW_CITY],
    agrees: ['PROV_LEAD', 'PROV_OPS', 'AUDITOR', 'CITY_LEAD', ...BELOW_CITY],
    keeps: ['PROV_LEAD', 'PROV_OPS', 'AUDITOR', 'CITY_LEAD', ...BELOW_CITY],
  },
  CITY_LEAD: { enters: BELOW_CITY, agrees: BELOW_CITY, keeps: BELOW_CITY },
  COUNTY_LEAD: {
    enters: ['COUNTY_APPROVER', 'COUNTY_DEPT', ...FIELD_ROLES],
    agrees: ['COUNTY_APPROVER', 'COUNTY_DEPT', ...FIELD_ROLES],
    keeps: ['COUNTY_APPROVER', 'COUNTY_DEPT', ...FIELD_ROLES],
  },
  COUNTY_APPROVER: { enters: ['COUNTY_DEPT', ...FIELD_ROLES], agrees: [], keeps: [] },
  TOWN_REVIEWER: { enters: HELPERS_OF_TOWN, agrees: VILLAGE_ROLES, keeps: HELPERS_OF_TOWN },
};

/** Digits of the area in which a role sits. */
export const ROLE_DIGITS: Readonly<Record<RoleCode, number>> = {
  PROV_LEAD: 2,
  PROV_OPS: 2,
  AUDITOR: 2,
  CITY_LEAD: 4,
  COUNTY_LEAD: 6,
  COUNTY_APPROVER: 6,
  COUNTY_DEPT: 6,
  TOWN_REVIEWER: 9,
  TOWN_WINDOW: 9,
  TOWN_TEAM: 9,
  VILLAGE_CADRE: 12,
  FIRST_SECRETARY: 12,
  VILLAGE_CLERK: 12,
};
