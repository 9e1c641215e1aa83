/** `npm run bench -- <name> [--json] [options]`: runs bench/<name>.ts as a program of its own, so that its memory is its own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NAMES = ['screening', 'import', 'household-list', 'month', 'simulation', 'quality-check'];
const [name = '', ...args] = process.argv.slice(2);
const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
if (!NAMES.includes(name) || !existsSync(file)) {
  process.stderr.write(`Say which benchmark: npm run bench -- ${NAMES.join(' | ')}\n`);
  process.exit(2);
}
process.exitCode = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' }).status ?? 1;
