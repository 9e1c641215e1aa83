// npm run bench -- <name> [--json] [options of the benchmark]
const [name = '', ...args] = process.argv.slice(2);
if (!/^[a-z][a-z-]*$/.test(name)) throw new Error('Say which benchmark: npm run bench -- screening');
const bench = (await import(`./${name}.ts`)) as { main(args: readonly string[]): Promise<void> };
await bench.main(args);

export {};
