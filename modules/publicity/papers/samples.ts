/** Tests only: notices of invented villages, one page and several, with long names. */
import { maskName } from '@shouwang/platform/crypto/mask.ts';
import type { z } from 'zod';
import type { Announcement, Entry, Notice } from './schemas.ts';

const NAMES = [
  '林木安',
  '陈秀英',
  '罗东生',
  '张建华',
  '邓英',
  '赖水添',
  '阿卜杜热合曼·买买提依明',
  '欧阳春梅',
  '吉克·阿依木',
  '钟树根',
];
const GROUPS = ['上屋组', '坪山组', '下屋组', '新围组', '老围水口排组'];
const SIZES = [4, 2, 5, 3, 1, 6];

export function entries(count: number): Entry[] {
  const pick = <T>(list: readonly [T, ...T[]] | T[], i: number) => list[i % list.length] as T;
  return Array.from({ length: count }, (_, i) => ({
    displayName: maskName(pick(NAMES, i)),
    displayArea: `江尾镇松岭村 ${pick(GROUPS, i * 3 + Math.floor(i / 5))}`,
    familySize: pick(SIZES, i),
    displayReason: '防止返贫致贫对象',
  }));
}

const shared = {
  area: '翁源县江尾镇松岭村',
  committee: '江尾镇松岭村村民委员会',
  masked: true,
  posts: ['村委会公示栏', '上屋祠堂'],
  phones: ['12317', '0751-×××××××'],
  window: '江尾镇一门受理窗口',
  postedBy: '黄志敏',
};

export const aNotice = (count = 6, changes: Partial<z.input<typeof Notice>> = {}): z.input<typeof Notice> => ({
  ...shared,
  noticeNo: 'WY-JW-SL-2026-011',
  type: '1',
  meetings: [{ on: '2026-11-24', expected: 31, present: 27 }],
  entries: entries(count),
  from: '2026-11-25',
  to: '2026-11-29',
  days: 5,
  replyDays: 5,
  postedOn: '2026-11-25',
  objectionUrl: 'https://fangpin.example.gov.cn/y/7Qm2vX9aTfK4',
  ...changes,
});

export const anAnnouncement = (
  count = 6,
  changes: Partial<z.input<typeof Announcement>> = {},
): z.input<typeof Announcement> => ({
  ...shared,
  noticeNo: 'WY-JW-SL-2026-012',
  type: '2',
  publicities: [{ no: 'WY-JW-SL-2026-011', from: '2026-11-25', to: '2026-11-29' }],
  decidedBy: '翁源县农业农村局',
  decidedOn: ['2026-12-02'],
  entries: entries(count),
  postedOn: '2026-12-03',
  complaintUrl: 'https://fangpin.example.gov.cn/y/9Lk4sD2eRwP7',
  ...changes,
});
