import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const FOLDERS = ['platform/ui/**', 'apps/desk/**', 'modules/*/web/**'];
const LITERAL = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgba?|hsla?)\(/i;

/** Lines with a colour written out, as `file:line`. */
function literalsIn(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => (LITERAL.test(line) ? [`${file}:${index + 1}`] : []));
}

test('a colour literal is recognised', () => {
  expect(
    literalsIn('x.css', 'a { color: #1b6e53 }\nb { color: var(--sw-green) }\nc { color: rgba(0,0,0,.1) }'),
  ).toEqual(['x.css:1', 'x.css:3']);
});

test('colours are written in theme.ts only', () => {
  const files = FOLDERS.flatMap((folder) => globSync(`${folder}/*.{ts,tsx,css,html}`, { cwd: root }));
  const own = files.filter((file) => !/node_modules|dist\/|generated\/|\.test\.ts$|ui\/theme\.ts$/.test(file));
  expect(own.length).toBeGreaterThan(80);
  expect(own.flatMap((file) => literalsIn(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
});
