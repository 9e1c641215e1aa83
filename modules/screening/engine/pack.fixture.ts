import { loadPack } from '../../policy/load.ts';
import { type CompiledPack, checkPack } from './rules.compile.ts';

/** The county pack that ships, checked; the tests run on what is delivered. */
export async function wengyuanPack(): Promise<CompiledPack> {
  const { compiled, problems } = checkPack(
    await loadPack(new URL('../../../policies', import.meta.url).pathname, 'wengyuan-2021'),
  );
  if (!compiled) throw new Error(JSON.stringify(problems, null, 1));
  return compiled;
}
