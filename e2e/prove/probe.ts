import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, runSql, systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { requireVersion, route, staleVersion } from '@shouwang/platform/http/route.ts';
import { AreaCode, line, type Permission, PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Ground } from './ground.ts';

const Item = z.object({ id: PublicId, areaCode: AreaCode, name: z.string(), version: z.int() });
type Row = { county_code: string; id: string; area_code: string; name: string; version: number };
const One = z.object({ id: PublicId });
const view = (row: Row) => ({
  id: `${row.county_code}:${row.id}`,
  areaCode: row.area_code,
  name: row.name,
  version: row.version,
});

/** What may be wrong with the probe on purpose; the product's own code is never touched. */
export interface ProbeFaults {
  /** Reads with a scope that is wider than the actor's. */
  wideRead?: boolean;
  /** Writes with a scope that is wider than the actor's. */
  wideWrite?: boolean;
  /** Declares a permission but lets everybody in who is signed in. */
  permissionNotChecked?: boolean;
  /** Has a parameter of a kind that nobody can make up. */
  unknownParameter?: boolean;
  /** Does not ask for a version, does not compare it, or compares it before it writes. */
  version?: 'not required' | 'not compared' | 'compared too early';
}

/** A small table of its own, protected like every business table, for operations that are broken on purpose. */
export async function makeProbeTable(ground: Ground): Promise<void> {
  await ground.admin(`create schema if not exists proof; grant usage on schema proof to shouwang_app, shouwang_job;
    create table proof.item (county_code text not null, id uuid not null, area_code text collate "C" not null, name text not null, version int not null, constraint proof_item_pk primary key (county_code, id));
    select sec.distribute('proof.item', 'distributed'); select sec.protect('proof.item');
    select sec.declare_keys('proof.item'); select sec.declare('proof.item', '{name}', 'business', '验证', '验证', 'row');
    alter table proof.item owner to shouwang_owner; alter schema proof owner to shouwang_owner`);
}

const wide = (actor: Actor, faulty: boolean | undefined) => (faulty ? systemActor('4', 'fault') : actor);

/** Operations on the probe table: list, read, make, change. */
export function probeRoutes(app: FastifyInstance, faults: ProbeFaults = {}): void {
  const permission: Permission = ['COUNTY_LEAD', 'TOWN_REVIEWER', 'VILLAGE_CADRE'];
  readRoutes(app, faults, faults.permissionNotChecked ? 'signed-in' : permission);
  writeRoutes(app, faults, permission);
  if (faults.permissionNotChecked)
    for (const operation of app.operations)
      if (operation.url.startsWith('/api/proof/')) operation.permission = permission;
}

function readRoutes(app: FastifyInstance, faults: ProbeFaults, permission: Permission): void {
  const code = faults.unknownParameter
    ? z.string().regex(/^(?=alpha)(?!alpha|beta).{7}$/)
    : z.string().max(9).optional();
  route(
    app,
    {
      method: 'GET',
      url: '/api/proof/items',
      operationId: 'listProofItems',
      summary: '验证',
      permission,
      query: z.object({ code }),
      response: z.object({ items: z.array(Item) }),
    },
    ({ actor }) =>
      withScope(wide(actor, faults.wideRead), async (tx) => ({
        items: (await runSql<Row>(tx, 'select * from proof.item order by area_code')).map(view),
      })),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/proof/items/:id',
      operationId: 'getProofItem',
      summary: '验证',
      permission,
      params: One,
      response: Item,
    },
    ({ actor, params }) => withScope(wide(actor, faults.wideRead), async (tx) => view(await findItem(tx, params.id))),
  );
}

async function findItem(tx: Tx, publicId: string, forUpdate = ''): Promise<Row> {
  const { countyCode, id } = splitId(publicId);
  const [row] = await runSql<Row>(tx, `select * from proof.item where county_code = $1 and id = $2 ${forUpdate}`, [
    countyCode,
    id,
  ]);
  if (!row) throw notFound('这一项');
  return row;
}

function writeRoutes(app: FastifyInstance, faults: ProbeFaults, permission: Permission): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/proof/items',
      operationId: 'addProofItem',
      summary: '验证',
      permission,
      body: z.object({ areaCode: AreaCode, name: line(40) }),
      response: Item,
      status: 201,
    },
    ({ tx, body }) => insertItem(tx, body),
  );
  route(
    app,
    {
      method: 'PATCH',
      url: '/api/proof/items/:id',
      operationId: 'changeProofItem',
      summary: '验证',
      permission,
      params: One,
      body: z.object({ name: line(40) }),
      response: Item,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const expected = faults.version === 'not required' ? (ifMatch ?? -1) : requireVersion(ifMatch);
      if (faults.wideWrite)
        return withScope(wide(actor, true), (other) =>
          changeItem(other, { id: params.id, name: body.name, expected }, faults.version),
        );
      return changeItem(tx, { id: params.id, name: body.name, expected }, faults.version);
    },
  );
}

/** Makes an item with an id of its own, so that a repeated request would make a second one. */
async function insertItem(tx: Tx, { areaCode, name }: { areaCode: string; name: string }) {
  const row = { county_code: areaCode.slice(0, 6), id: newId(), area_code: areaCode, name, version: 1 };
  await runSql(tx, 'insert into proof.item (county_code, id, area_code, name, version) values ($1, $2, $3, $4, 1)', [
    row.county_code,
    row.id,
    areaCode,
    name,
  ]);
  return view(row);
}

async function changeItem(
  tx: Tx,
  change: { id: string; name: string; expected: number },
  fault: ProbeFaults['version'],
) {
  const { countyCode, id } = splitId(change.id);
  const found = await findItem(tx, change.id);
  const early = fault === 'compared too early';
  if (early && found.version !== change.expected) throw staleVersion();
  const anyVersion = early || fault === 'not compared' || (fault === 'not required' && change.expected === -1);
  const [row] = await runSql<Row>(
    tx,
    `update proof.item set name = $3, version = version + 1 where county_code = $1 and id = $2 ${anyVersion ? '' : 'and version = $4'} returning *`,
    [countyCode, id, change.name, ...(anyVersion ? [] : [change.expected])],
  );
  if (!row) throw staleVersion();
  return view(row);
}
