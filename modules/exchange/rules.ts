export * from './rules.catalogue.ts';
export * from './rules.fields.ts';
export * from './rules.gates.ts';
export * from './rules.show.ts';
export * from './rules.words.ts';
