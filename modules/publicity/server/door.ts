export {
  addObjection,
  answerObjection,
  changeNotice,
  createNotice,
  type NewNotice,
  type NewObjection,
} from './commands.ts';
export { findNotice, listNotices, listObjections } from './queries.ts';
