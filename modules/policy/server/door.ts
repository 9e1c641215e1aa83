export { activatePack, proposePack } from './commands.ts';
export { findPack, findPackInForce, getPackInForce } from './queries.ts';
export { loadPacks, PACK_FOLDER } from './shipped.ts';
