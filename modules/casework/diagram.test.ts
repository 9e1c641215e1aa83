import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mermaid } from './diagram.ts';

it('the diagram in the README is the machine', () => {
  expect(readFileSync(new URL('./README.md', import.meta.url), 'utf8')).toContain(mermaid());
});
