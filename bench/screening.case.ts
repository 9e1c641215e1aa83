import { CASES } from './screening.cases.ts';
import { SIMULATION_CASES } from './simulation.cases.ts';

// One case in a process of its own: node bench/screening.case.ts <case> <dir> <households>
const [name = '', dir = '', households = '0'] = process.argv.slice(2);
const result = await { ...CASES, ...SIMULATION_CASES }[name]?.(dir, Number(households));
if (!result) throw new Error(`No case ${name}`);
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`\n${JSON.stringify({ ...result, peakMiB: name.endsWith('postgresql') ? null : peakMiB })}\n`);
