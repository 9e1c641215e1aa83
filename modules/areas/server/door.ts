import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { readDivisions } from '../divisions.ts';

export { inArea, inCounties } from './in-area.ts';
export { findArea, listChildren, listPath, placeWords } from './queries.ts';

/** Fills the division table from the file of the product when it is empty. Returns the number of divisions that were added. */
export async function loadDivisions(): Promise<number> {
  return withBulkLoad('load-divisions', async (client) => {
    const found = await client.query('select from areas.area limit 1');
    if (found.rowCount) return 0;
    const areas = readDivisions();
    await client.query(
      `insert into areas.area (code, parent_code, level, name, short_name, pinyin, initials, valid_from)
       select * from unnest($1::text[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[])`,
      [
        areas.map((area) => area.code),
        areas.map((area) => area.parentCode),
        areas.map((area) => area.level),
        areas.map((area) => area.name),
        areas.map((area) => area.shortName),
        areas.map((area) => area.pinyin),
        areas.map((area) => area.initials),
        areas.map(() => '2023-06-30'),
      ],
    );
    return areas.length;
  });
}
