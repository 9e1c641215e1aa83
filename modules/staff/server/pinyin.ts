import { pinyin } from 'pinyin-pro';

/** The sounds of a name, one for each sign; surnames are read as surnames (单 is shan), what has no sound is left out. */
function soundsOf(name: string): string[] {
  return pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true })
    .map((sound) => sound.toLowerCase().replace(/[^a-z]/g, ''))
    .filter((sound) => sound !== '');
}

/** The sound of a name and its first letters, for searching and for the order of lists: 周明远 gives zhoumingyuan, zmy. */
export function soundOf(name: string): { pinyin: string; initials: string } {
  const sounds = soundsOf(name);
  return { pinyin: sounds.join('') || 'x', initials: sounds.map((sound) => sound[0]).join('') || 'x' };
}

/** The login name that a name suggests: 周明远 gives zhou.mingyuan. */
export function loginStem(name: string): string {
  const [surname = 'user', ...given] = soundsOf(name);
  const stem = given.length > 0 ? `${surname}.${given.join('')}` : surname;
  return stem.slice(0, 32).padEnd(3, 'x');
}
