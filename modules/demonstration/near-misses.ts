import { schoolRow, waterRow } from './department-background.ts';
import type { ItemCode } from './department-items.ts';
import {
  able,
  card,
  company,
  former,
  grown,
  house,
  inpatient,
  knownWater,
  outpatient,
  type PlantKind,
  rich,
  soundHouse,
  student,
  vehicle,
  yuan,
} from './plant-rows.ts';

const near = (key: string, item: ItemCode, rest: Pick<PlantKind, 'fits' | 'rows'>): PlantKind => ({
  key,
  item,
  expects: null,
  rate: 0.00004,
  ...rest,
});

/** Rows that stand just on the quiet side of a threshold or under one of its exceptions; they must not be found. */
export const NEAR_MISSES: readonly PlantKind[] = [
  near('inpatient-former-poor-4999', 'YB-02', {
    fits: (h) => (former(h) && rich(h, 40_000) ? grown(h) : -1),
    rows: (t) => inpatient(t, [4999.99]),
  }),
  near('one-admission-10000', 'YB-02', {
    fits: (h) => (!former(h) && rich(h, 80_000) ? grown(h) : -1),
    rows: (t) => inpatient(t, [10_000]),
  }),
  near('outpatient-499', 'YB-02', {
    fits: (h) => (rich(h, 40_000) ? grown(h) : -1),
    rows: (t) => outpatient(t, 499.99),
  }),
  near('study-10000', 'JY-01', {
    fits: (h) => (rich(h, 85_000) ? student(h) : -1),
    rows: (t, m) => [schoolRow(t, m, { status: '在读', costFen: yuan(12_000), aidFen: yuan(2000) })],
  }),
  near('dropout-grown-up', 'JY-01', {
    fits: student,
    rows: (t, m) => [schoolRow(t, m, { status: '辍学', costFen: 0, aidFen: 0 })],
  }),
  near('house-c-not-sole', 'ZJ-01', {
    fits: soundHouse,
    rows: (t) => house(t, { grade: 'C', sole: '否', exception: '' }),
  }),
  near('house-d-exception', 'ZJ-01', {
    fits: soundHouse,
    rows: (t) => house(t, { grade: 'D', sole: '是', exception: '1' }),
  }),
  near('outage-36', 'SL-01', { fits: knownWater, rows: (t) => [waterRow(t, { days: 36 })] }),
  near('fetch-20', 'SL-01', { fits: knownWater, rows: (t) => [waterRow(t, { fetch: 20 })] }),
  near('far-but-level', 'SL-01', {
    fits: knownWater,
    rows: (t) => [waterRow(t, { fetch: 35, distance: 1200, height: 80 })],
  }),
  near('high-but-quick', 'SL-01', {
    fits: knownWater,
    rows: (t) => [waterRow(t, { fetch: 20, distance: 801, height: 120 })],
  }),
  near('quota-25-short', 'SL-01', { fits: knownWater, rows: (t) => [waterRow(t, { quota: '25.0', short: '是' })] }),
  near('quota-35', 'SL-01', { fits: knownWater, rows: (t) => [waterRow(t, { quota: '35.0' })] }),
  near('card-physical-3', 'CL-01', {
    fits: able,
    rows: (t) => card(t, { category: 4, grade: 3, state: '有效' }),
  }),
  near('card-cancelled', 'CL-01', {
    fits: able,
    rows: (t) => card(t, { category: 4, grade: 1, state: '注销' }),
  }),
  near('car-29999', 'GA-03', { fits: able, rows: (t) => vehicle(t, { kind: '小型轿车', price: 29_999 }) }),
  near('motorcycle-35000', 'GA-03', { fits: able, rows: (t) => vehicle(t, { kind: '摩托车', price: 35_000 }) }),
  near('disabled-car', 'GA-03', { fits: able, rows: (t) => vehicle(t, { kind: '残疾人专用车', price: 60_000 }) }),
  near('car-cancelled', 'GA-03', {
    fits: able,
    rows: (t) => vehicle(t, { kind: '小型轿车', price: 80_000, state: '注销' }),
  }),
  near('company-revoked', 'SJ-01', { fits: able, rows: (t) => company(t, '吊销') }),
];
