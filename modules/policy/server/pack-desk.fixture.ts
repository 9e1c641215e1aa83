import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor } from '@shouwang/platform/db/scope.ts';
import type { TestApp } from '@shouwang/platform/testing/app.ts';
import { anActor } from '@shouwang/platform/testing/database.ts';
import { expect } from 'vitest';
import type { PackView } from '../contract.ts';
import type { PackVersion } from '../contract.versions.ts';
import { PACK_FOLDER } from './door.ts';

const person = (n: number, role: string, areaCode: string, name: string): Actor =>
  anActor({ accountId: `01900000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`, role, areaCode, name });
export const LEAD = person(1, 'COUNTY_LEAD', '440229', '县主管');
export const APPROVER = person(2, 'COUNTY_APPROVER', '440229', '县审定');
export const OPS = person(3, 'PROV_OPS', '44', '省运维');
export const PROVINCE = person(4, 'PROV_LEAD', '44', '省主管');
export const ELSEWHERE = person(5, 'COUNTY_LEAD', '440224', '邻县主管');
export const VILLAGE = person(6, 'VILLAGE_CADRE', '440229109201', '村干部');

export const COUNTY_YAML = readFileSync(join(PACK_FOLDER, 'wengyuan-2021.yaml'), 'utf8');
export const PROVINCE_YAML = readFileSync(join(PACK_FOLDER, 'guangdong-2021.yaml'), 'utf8');
export const visits = (days: number) =>
  COUNTY_YAML.replace(/(visit\.monitoredIntervalDays: \{ value: )\d+/, `$1${days}`);
export const line = (yuan: number) => PROVINCE_YAML.replace(/(line\.monitoring: .*value: )9600/, `$1${yuan}`);

/** Tests only: what a refusal says. */
export type Refused = { code: string; detail: string; fields: { path: string; code: string; message: string }[] };

/** Tests only: proposing and confirming over HTTP. */
export function packDesk(server: TestApp) {
  const get = <T>(as: Actor, url: string) => server.call<T>(as, { method: 'GET', url });
  const post = <T>(as: Actor, url: string, payload?: object, version?: number) =>
    server.call<T & Refused>(as, {
      method: 'POST',
      url,
      ...(payload ? { payload } : {}),
      headers: version === undefined ? {} : { 'if-match': `"${version}"` },
    });
  const propose = (as: Actor, yaml: string, more: object = {}) =>
    post<{ version: PackVersion }>(as, '/api/policy/proposals', {
      yaml,
      reason: '按新文件调整',
      effectiveFrom: clock.today(),
      ...more,
    });
  const confirm = (as: Actor, proposal: PackVersion) =>
    post<{ version: PackVersion; carried: string[] }>(
      as,
      `/api/policy/proposals/${proposal.id}/activation`,
      undefined,
      proposal.version,
    );
  const inForce = async (area = '440229') =>
    (await get<{ pack: PackView }>(LEAD, `/api/policy/in-force?area=${area}`)).body.pack;
  const proposed = async (as: Actor, yaml: string, more: object = {}) => {
    const { status, body } = await propose(as, yaml, more);
    expect(status, JSON.stringify(body)).toBe(201);
    return body.version;
  };
  const confirmed = async (as: Actor, proposal: PackVersion) => {
    const { status, body } = await confirm(as, proposal);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  return { get, post, propose, confirm, inForce, proposed, confirmed };
}
