/** Names of the eight items that the screening reads (exchange catalogue). */
export const ITEM_NAMES: Readonly<Record<string, string>> = {
  'YB-02': '医保结算',
  'MZ-01': '低保对象',
  'JY-01': '学籍',
  'CL-01': '残疾人证',
  'ZJ-01': '农房危险等级',
  'SL-01': '供水',
  'GA-03': '机动车登记',
  'SJ-01': '市场主体',
};

/** Short words for risk types (codes/risk_type.csv), for tags. */
export const RISK_WORDS: Readonly<Record<string, string>> = {
  '1': '因病',
  '2': '因残',
  '3': '因学',
  '4': '受灾',
  '5': '意外',
  '6': '产业、借贷',
  '7': '务工',
  '8': '缺劳力',
  '9': '住房',
  '10': '饮水',
  '11': '疫情',
  '99': '收入等',
};

/** Departments by their code. */
export const DEPARTMENT_NAMES: Readonly<Record<string, string>> = {
  YB: '医保局',
  MZ: '民政局',
  JY: '教育局',
  CL: '残联',
  ZJ: '住建局',
  SL: '水利局',
  GA: '公安局',
  SJ: '市场监管局',
  JR: '金融机构',
  SYSTEM: '平台比对',
};
