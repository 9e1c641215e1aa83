export {
  addObjection,
  answerObjection,
  changeEntries,
  createNotice,
} from './commands.ts';
export { type FoundNotice, findNotice, listHanging, listNotices, listObjections } from './queries.ts';
