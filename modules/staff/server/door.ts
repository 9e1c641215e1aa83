export { openAccount } from './commands.ts';
export { findAccount, listPosts } from './queries.ts';
