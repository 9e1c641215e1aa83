import { z } from 'zod';

/** Departments by their code (table `department`), as pages and papers name them: the one table of all modules. */
export const DEPARTMENT_NAMES = {
  XCZX: '乡村振兴（农业农村）',
  MZ: '民政',
  JY: '教育',
  RS: '人力资源社会保障',
  ZJ: '住房城乡建设',
  SL: '水利（水务）',
  WJ: '卫生健康',
  YB: '医疗保障',
  YJ: '应急管理',
  CL: '残联',
  JR: '金融监管',
  GA: '公安',
  ZR: '自然资源',
  SJ: '市场监管',
  SW: '税务',
  CZ: '财政',
  NY: '农业农村（产业）',
  XF: '信访',
  QX: '气象',
  FY: '法院、检察院',
  FL: '妇联',
  JT: '交通运输',
  WH: '文化旅游',
  TJ: '统计',
  LC: '林业',
} as const;
export const DepartmentCode = z.enum(Object.keys(DEPARTMENT_NAMES) as [keyof typeof DEPARTMENT_NAMES]);
export type DepartmentCode = z.infer<typeof DepartmentCode>;

/** The offices of a county that hand in data or answer for a household: what is on the door, and what stands in a narrow column. */
export const OFFICES = {
  YB: { name: '医疗保障局', short: '医保局' },
  MZ: { name: '民政局', short: '民政局' },
  JY: { name: '教育局', short: '教育局' },
  CL: { name: '残疾人联合会', short: '残联' },
  ZJ: { name: '住房和城乡建设局', short: '住建局' },
  SL: { name: '水务局', short: '水务局' },
  GA: { name: '公安局', short: '公安局' },
  SJ: { name: '市场监督管理局', short: '市场监管局' },
  ZR: { name: '自然资源局', short: '自然资源局' },
  CZ: { name: '财政局', short: '财政局' },
} as const satisfies Partial<Record<DepartmentCode, { name: string; short: string }>>;
export type OfficeCode = keyof typeof OFFICES;
