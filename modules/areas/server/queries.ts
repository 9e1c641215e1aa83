import type { Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import type { Area, AreaSearch } from '../contract.ts';
import { pathOf } from '../rules.ts';

function columns(tx: Tx) {
  return tx
    .selectFrom('areas.area')
    .select(['code', 'name', 'short_name as shortName', 'level', 'parent_code as parentCode', 'pinyin', 'initials'])
    .where('valid_to', 'is', null);
}

/** One division, or undefined. */
export async function findArea(tx: Tx, code: string): Promise<Area | undefined> {
  return (await columns(tx).where('code', '=', code).executeTakeFirst()) as Area | undefined;
}

/** The divisions right below one, in the order of their codes. */
export async function listChildren(tx: Tx, parentCode: string): Promise<Area[]> {
  return (await columns(tx).where('parent_code', '=', parentCode).orderBy('code').execute()) as Area[];
}

/** The way from the province down to a division, itself included. */
export async function listPath(tx: Tx, code: string): Promise<Area[]> {
  return (await columns(tx).where('code', 'in', pathOf(code)).orderBy('code').execute()) as Area[];
}

/** Divisions by part of their name, by sound, by first letters or by code, nearest to the root first. */
export async function searchAreas(tx: Tx, search: AreaSearch): Promise<Area[]> {
  const q = search.q.toLowerCase();
  const anywhere = `%${search.q.replace(/[\\%_]/g, '\\$&')}%`;
  let query = columns(tx).where((eb) =>
    eb.or([
      eb('name', 'like', anywhere),
      eb('initials', 'like', `${q.replace(/[^a-z]/g, '') || '-'}%`),
      eb('pinyin', 'like', `${q.replace(/[^a-z]/g, '') || '-'}%`),
      eb('code', '=', search.q),
    ]),
  );
  if (search.within) query = query.where('code', '>=', search.within).where('code', '<', `${search.within}:`);
  if (search.level) query = query.where('level', '=', search.level);
  return (await query.orderBy('level').orderBy(sql`length(short_name)`).orderBy('code').limit(20).execute()) as Area[];
}

/** A division in words, from the county down: `翁源县 · 江尾镇`; above a county its own name. */
export async function placeWords(tx: Tx, code: string): Promise<string> {
  const path = (await listPath(tx, code)).filter((area) => area.code.length >= 6 || area.code === code);
  return path.map((area) => area.shortName).join(' · ') || code;
}
