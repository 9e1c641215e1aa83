export { openAccount } from './commands.ts';
export { findAccount, listDemonstration, listPosts } from './queries.ts';
