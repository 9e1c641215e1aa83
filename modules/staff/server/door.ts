export { ROLE_DIGITS } from '../contract.grants.ts';
export { sweepAccounts } from './accounts.sweep.ts';
export { closeAccount, givePost, type NewPost, openAccount, resetCredential } from './commands.ts';
export { listPostHolders, type PostHolder } from './officers.ts';
export { nameOpenWork } from './open-work.ts';
export { findAccountByLogin, listDemonstration, listNames, listPosts } from './queries.ts';
