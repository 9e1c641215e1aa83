export { sweepAccounts } from './accounts.sweep.ts';
export { closeAccount, givePost, type NewPost, openAccount, resetCredential } from './commands.ts';
export { nameOpenWork } from './open-work.ts';
export { findAccountByLogin, listDemonstration, listPosts } from './queries.ts';
