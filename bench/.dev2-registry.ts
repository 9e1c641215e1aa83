import { readdirSync, readFileSync } from 'node:fs';
import { ensureKeys, key } from '@shouwang/platform/crypto/keys.ts';
import { rolePassword } from '@shouwang/platform/db/open.ts';
import { connectDatabase, disconnectDatabase, withScope } from '@shouwang/platform/db/scope.ts';
import { HouseholdFilter } from '@shouwang/modules/registry/contract.ts';
import { listHouseholds } from '@shouwang/modules/registry/server/list.ts';
import { searchEverything } from '@shouwang/modules/registry/server/search.ts';
import { sql } from 'kysely';
const url = readFileSync('/tmp/reg-dev.log','utf8').trim().split('\n').pop() as string;
process.env.SHOUWANG_DATA = process.argv[2] as string;
ensureKeys();
connectDatabase({ url, appPassword: rolePassword('shouwang_app'), jobPassword: rolePassword('shouwang_job'), scopeKey: key('scope') });
const actor = (areaCode: string) => ({ accountId: '01900000-0000-7000-8000-000000000001', name: 'x', role: 'COUNTY_LEAD', areaCode, departmentCode: null, sessionId: 'b' });
const explain = process.argv[3] === 'explain';
const only = process.argv[4];
for (const area of ['440229', '440229100', '44', '4402']) {
  for (const q of ['sort=number', 'sort=risk', 'sort=name', 'sort=lastVisited', 'type=1', 'risk=1', 'category=dibao', 'q=陈', 'q=陈树', 'q=cs', 'state=MONITORED', 'S陈', 'S陈树', 'Scs', 'Scsg']) {
    if (only && !`${area} ${q}`.includes(only)) continue;
    let qs: [string, number][] = [];
    const run = () => withScope(actor(area), async (tx) => {
      const anyTx = tx as any;
      const ex = anyTx.getExecutor();
      qs = [];
      const orig = ex.executeQuery;
      ex.executeQuery = async function (c: any, ...r: any[]) { const t = performance.now(); const out = await orig.call(ex, c, ...r); qs.push([c.sql, performance.now() - t]);
        if (explain) { const e = await sql.raw('select 1').compile(tx); const rows = await orig.call(ex, { ...e, sql: 'explain (analyze, buffers, costs off) ' + c.sql, parameters: c.parameters, query: c.query }, ...r); process.stdout.write('\n' + rows.rows.map((x: any) => x['QUERY PLAN']).join('\n') + '\n'); }
        return out; };
      const out = q.startsWith('S') ? await searchEverything(tx, actor(area), q.slice(1)) : await listHouseholds(tx, actor(area), HouseholdFilter.parse(Object.fromEntries(new URLSearchParams(q))));
      return out;
    });
    if (!explain) { await run(); await run(); }
    const t = performance.now(); const out: any = await run(); const all = performance.now() - t;
    process.stdout.write(`${area} ${q} ${all.toFixed(1)} ms [${qs.map(([, ms]) => ms.toFixed(1)).join(', ')}] items ${out.items.length} total ${out.total}\n`);
  }
}
await disconnectDatabase();
