export { closeAccount, givePost, type NewPost, openAccount, resetCredential } from './commands.ts';
export { findAccount, findAccountByLogin, listDemonstration, listPosts } from './queries.ts';
