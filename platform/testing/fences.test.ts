import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const fences = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs'));
const trees: string[] = [];

/** Names of the fences that a tree of files breaks. */
async function broken(files: Readonly<Record<string, string>>): Promise<string[]> {
  const tree = mkdtempSync(join(tmpdir(), 'shouwang-fences-'));
  trees.push(tree);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  const { output } = await cruise(['.'], {
    baseDir: tree,
    validate: true,
    ruleSet: { forbidden: fences.forbidden },
    tsPreCompilationDeps: true,
  });
  return (output as ICruiseResult).summary.violations.map((one) => one.rule.name);
}

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

const card = { 'modules/screening/web/Card.tsx': 'export const Card = 1;' };
const style = { 'modules/screening/web/card.css': '.card {}' };
const rules = { 'modules/screening/rules.ts': 'export const rule = 1;' };
const page = (text: string) => ({ 'modules/insight/web/Page.tsx': text });

test.each([
  ['web-stays-home', { ...card, ...page("import { Card } from '../../screening/web/Card.tsx'; Card;") }],
  ['web-stays-home', { ...style, ...page("import '../../screening/web/card.css';") }],
  ['web-stays-home', { ...card, ...page("export const later = () => import('../../screening/web/Card.tsx');") }],
  [
    'web-stays-home',
    {
      ...card,
      'modules/insight/rules.ts': "import type { Card } from '../screening/web/Card.tsx'; export type A = Card;",
    },
  ],
  [
    'calls-go-down-areas-staff',
    { ...rules, 'modules/areas/rules.ts': "import { rule } from '../screening/rules.ts'; rule;" },
  ],
  [
    'one-door',
    {
      'modules/policy/server/queries.ts': 'export const q = 1;',
      'modules/screening/server/run.ts': "import { q } from '../../policy/server/queries.ts'; q;",
    },
  ],
  [
    'web-never-server',
    { 'modules/insight/server/door.ts': 'export const d = 1;', ...page("import { d } from '../server/door.ts'; d;") },
  ],
  [
    'server-never-web',
    { ...card, 'modules/screening/server/door.ts': "import { Card } from '../web/Card.tsx'; Card;" },
  ],
  [
    'platform-knows-no-module',
    { ...rules, 'platform/clock/days.ts': "import { rule } from '../../modules/screening/rules.ts'; rule;" },
  ],
  [
    'contract-is-light',
    { ...rules, 'modules/insight/contract.ts': "import { rule } from '../screening/rules.ts'; rule;" },
  ],
  [
    'no-circles',
    {
      'platform/a.ts': "import { b } from './b.ts'; export const a = b;",
      'platform/b.ts': "import './a.ts'; export const b = 1;",
    },
  ],
])('the fence %s stops a seeded import', async (fence, files: Record<string, string>) => {
  expect(await broken(files)).toContain(fence);
});

test('what is allowed passes: the own web, rules of another module, and the desk that puts cards together', async () => {
  const files = {
    ...card,
    ...style,
    ...rules,
    ...page("import { rule } from '../../screening/rules.ts'; import './page.css'; export const Page = rule;"),
    'modules/insight/web/page.css': '.page {}',
    'apps/desk/src/Page.tsx':
      "import { Card } from '../../../modules/screening/web/Card.tsx'; import { Page } from '../../../modules/insight/web/Page.tsx'; Card; Page;",
  };
  expect(await broken(files)).toEqual([]);
});

test('styles import no styles: a fence would not see it', () => {
  const sheets = ['platform/ui', 'modules', 'apps/desk/src'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.css'))
      .map((path) => join(folder, path)),
  );
  expect(sheets.length).toBeGreaterThan(10);
  expect(sheets.filter((path) => readFileSync(join(ROOT, path), 'utf8').includes('@import'))).toEqual([]);
});
