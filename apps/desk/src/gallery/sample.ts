import type { GeoShapes } from '@shouwang/platform/ui/Chart.tsx';
import type { Session } from '@shouwang/platform/ui/session.ts';

const post = {
  id: 'gallery',
  role: 'COUNTY_APPROVER',
  roleName: '审定岗',
  areaCode: '440229',
  areaName: '翁源县',
  areaPath: [
    { code: '44', name: '广东省' },
    { code: '4402', name: '韶关市' },
    { code: '440229', name: '翁源县' },
  ],
  departmentCode: null,
};

/** An invented officer, so that the frame can be looked at without a server. */
export const session: Session = {
  account: { id: 'gallery', name: '周明远', loginName: 'zhoumingyuan' },
  post,
  posts: [post],
  mustChangePassword: false,
  demonstration: true,
  today: '2026-11-18',
  packName: '演示政策包 2026.3',
  dataAsOf: '11-17 24:00',
  permissions: [],
};

const square = (name: string, ring: number[][]) => ({
  type: 'Feature',
  properties: { name },
  geometry: { type: 'Polygon', coordinates: [ring] },
});

/** Six invented towns. */
export const shapes: GeoShapes = {
  type: 'FeatureCollection',
  features: [
    square('新江镇', [
      [0, 2.2],
      [1.1, 2.6],
      [1.5, 3.6],
      [0.5, 3.9],
      [0, 3.2],
      [0, 2.2],
    ]),
    square('江尾镇', [
      [1.5, 3.6],
      [1.1, 2.6],
      [2.2, 2.4],
      [3.1, 2.9],
      [2.9, 3.9],
      [2, 4.1],
      [1.5, 3.6],
    ]),
    square('坝仔镇', [
      [3.1, 2.9],
      [2.2, 2.4],
      [2.6, 1.5],
      [3.9, 1.3],
      [4.2, 2.4],
      [3.7, 3.3],
      [3.1, 2.9],
    ]),
    square('翁城镇', [
      [0, 2.2],
      [0.2, 1],
      [1.2, 0.7],
      [1.5, 1.7],
      [1.1, 2.6],
      [0, 2.2],
    ]),
    square('龙仙镇', [
      [1.1, 2.6],
      [1.5, 1.7],
      [1.2, 0.7],
      [2.1, 0.5],
      [2.6, 1.5],
      [2.2, 2.4],
      [1.1, 2.6],
    ]),
    square('周陂镇', [
      [2.1, 0.5],
      [3.2, 0.1],
      [3.9, 1.3],
      [2.6, 1.5],
      [2.1, 0.5],
    ]),
  ],
};
