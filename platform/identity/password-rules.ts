/** Shortest password that people may choose. */
const PASSWORD_MIN = 10;
const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
const CLASSES_NEEDED = 3;
/** Beginnings of passwords that everybody tries first. */
const COMMON = ['password', 'passw0rd', 'p@ssw0rd', 'qwerty', 'admin', 'woaini', 'abc123', '123456', 'shouwang'];

/**
 * What is wrong with a password that somebody chooses for himself, in Chinese, or null. Length and three kinds of characters as GB/T 22239
 * asks; no name of the account in it, no word that is tried first, not one sign all over.
 */
export function passwordProblem(password: string, loginName: string): string | null {
  if (password.length < PASSWORD_MIN) return `密码不少于 ${PASSWORD_MIN} 位`;
  if (CLASSES.filter((kind) => kind.test(password)).length < CLASSES_NEEDED)
    return '大写字母、小写字母、数字、符号至少用三种';
  const plain = password.toLowerCase();
  const names = [loginName, ...loginName.split(/[.@_-]/)].filter((part) => part.length >= 3);
  if (names.some((name) => plain.includes(name.toLowerCase()))) return '密码里不能有账号名';
  if (COMMON.some((word) => plain.startsWith(word))) return '这个密码太常见，请换一个';
  return new Set(plain).size < 5 ? '重复的字符太多，请换一个' : null;
}
