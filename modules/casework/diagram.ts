/** Writes the state diagram of identification into README.md of this folder, from the machine itself: `node modules/casework/diagram.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { firstSnapshot, identification } from './machine.ts';

const BEGIN = '<!-- diagram: made by diagram.ts, do not edit -->';
const END = '<!-- end of diagram -->';

type Edge = { from: string; to: string; event: string };

/** Every way from state to state with its event; ways that stay where they are left out. */
function edges(): Edge[] {
  return Object.entries(identification.states).flatMap(([from, node]) =>
    [...node.transitions.values()]
      .flat()
      .flatMap(({ eventType, target }) =>
        (target ?? [])
          .map((there) => ({ from, to: there.key, event: String(eventType) }))
          .filter((edge) => edge.to !== edge.from),
      ),
  );
}

/** The machine as a Mermaid diagram; ways that almost every state has are said in words below it. */
export function mermaid(): string {
  const everywhere = ['suspend', 'resume', 'withdraw', 'returnForCorrection', 'endByDeath'];
  const drawn = edges().filter(({ event }) => !everywhere.includes(event));
  const pairs = new Map<string, string[]>();
  for (const { from, to, event } of drawn)
    pairs.set(`${from} --> ${to}`, [...(pairs.get(`${from} --> ${to}`) ?? []), event]);
  const lines = [...pairs].map(([pair, events]) => `  ${pair}: ${[...new Set(events)].join(', ')}`);
  return ['```mermaid', 'stateDiagram-v2', `  [*] --> ${firstSnapshot().state}`, ...lines, '```'].join('\n');
}

if (import.meta.main) {
  const path = fileURLToPath(new URL('./README.md', import.meta.url));
  const text = readFileSync(path, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN);
  const after = rest.split(END)[1] ?? '\n';
  writeFileSync(path, `${before}${BEGIN}\n${mermaid()}\n${END}${after}`);
}
