import { DEPARTMENT_NAMES } from '../staff/contract.departments.ts';

/** A code table: code -> Chinese name, with the list it was taken from. Codes are never re-used. */
export interface CodeTable {
  source: string;
  names: Readonly<Record<string, string>>;
}

/** The name of a code; an unknown code is shown as it is, null as 未填. */
export function nameOf(table: CodeTable, code: string | number | null | undefined): string {
  if (code === null || code === undefined) return '未填';
  return table.names[String(code)] ?? String(code);
}

/** 户类型: former registered poor household or not. */
export const HOUSEHOLD_TYPE = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '脱贫户', 2: '一般农户',
  },
} as const satisfies CodeTable;

/** 与户主关系. */
export const RELATION = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '户主', 2: '配偶', 3: '之子', 4: '之女', 5: '之儿媳', 6: '之女婿', 7: '之孙子', 8: '之孙女',
    9: '之外孙子', 10: '之外孙女', 11: '之父', 12: '之母', 13: '之岳父', 14: '之岳母', 15: '之公公',
    16: '之婆婆', 17: '之祖父', 18: '之祖母', 19: '之外祖父', 20: '之外祖母', 21: '之兄弟姐妹',
    22: '之兄弟媳妇', 23: '之叔伯', 24: '之侄儿', 25: '之侄女', 26: '其他',
  },
} as const satisfies CodeTable;

/** 性别. */
export const GENDER = {
  source: 'GB/T 2261.1',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '男', 2: '女',
  },
} as const satisfies CodeTable;

/** 证件类型. */
export const ID_TYPE = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '居民身份证', 2: '残疾人证', 3: '出生医学证明', 9: '无证件',
  },
} as const satisfies CodeTable;

/** 民族. */
export const ETHNICITY = {
  source: 'GB/T 3304',
  // biome-ignore format: a code table reads best in rows
  names: {
    '01': '汉族', '02': '蒙古族', '03': '回族', '04': '藏族', '05': '维吾尔族', '06': '苗族', '07': '彝族',
    '08': '壮族', '09': '布依族', 10: '朝鲜族', 11: '满族', 12: '侗族', 13: '瑶族', 14: '白族', 15: '土家族',
    16: '哈尼族', 17: '哈萨克族', 18: '傣族', 19: '黎族', 20: '傈僳族', 21: '佤族', 22: '畲族', 23: '高山族',
    24: '拉祜族', 25: '水族', 26: '东乡族', 27: '纳西族', 28: '景颇族', 29: '柯尔克孜族', 30: '土族',
    31: '达斡尔族', 32: '仫佬族', 33: '羌族', 34: '布朗族', 35: '撒拉族', 36: '毛南族', 37: '仡佬族',
    38: '锡伯族', 39: '阿昌族', 40: '普米族', 41: '塔吉克族', 42: '怒族', 43: '乌孜别克族', 44: '俄罗斯族',
    45: '鄂温克族', 46: '德昂族', 47: '保安族', 48: '裕固族', 49: '京族', 50: '塔塔尔族', 51: '独龙族',
    52: '鄂伦春族', 53: '赫哲族', 54: '门巴族', 55: '珞巴族', 56: '基诺族', 97: '其他',
    98: '外国血统中国籍人士',
  },
} as const satisfies CodeTable;

/** 政治面貌. */
export const POLITICAL_STATUS = {
  source: 'GB/T 4762',
  // biome-ignore format: a code table reads best in rows
  names: {
    '01': '中共党员', '02': '中共预备党员', '03': '共青团员', '04': '民革党员', '05': '民盟盟员',
    '06': '民建会员', '07': '民进会员', '08': '农工党党员', '09': '致公党党员', 10: '九三学社社员',
    11: '台盟盟员', 12: '无党派人士', 13: '群众',
  },
} as const satisfies CodeTable;

/** 文化程度: only for people who are not at school. */
export const EDUCATION = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '文盲或半文盲', 2: '小学', 3: '初中', 4: '高中', 5: '大专', 6: '本科及以上',
  },
} as const satisfies CodeTable;

/** 在校生状况: only for people at school; excludes EDUCATION. */
export const STUDENT_STATUS = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '学龄前儿童', 2: '学前教育', 3: '小学一年级', 4: '小学二年级', 5: '小学三年级', 6: '小学四年级',
    7: '小学五年级', 8: '小学六年级', 9: '七年级', 10: '八年级', 11: '九年级', 12: '普通高中一年级',
    13: '普通高中二年级', 14: '普通高中三年级', 15: '中职一年级', 16: '中职二年级', 17: '中职三年级',
    18: '高职高专一年级', 19: '高职高专二年级', 20: '高职高专三年级', 21: '技师', 22: '本科',
    23: '硕士生及以上',
  },
} as const satisfies CodeTable;

/** 义务教育阶段未上学原因. */
export const DROPOUT_REASON = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '因病', 2: '因残（含送教上门）', 3: '缓学休学', 4: '厌学', 5: '家庭缺少劳动力', 6: '死亡、失踪、出国等',
    9: '其他',
  },
} as const satisfies CodeTable;

/** 健康状况: several; 1 stands alone. */
export const HEALTH = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '健康', 2: '长期慢性病', 3: '患有大病', 4: '残疾',
  },
} as const satisfies CodeTable;

/** 劳动技能（劳动能力）. */
export const LABOUR_ABILITY = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '普通劳动力', 2: '技能劳动力', 3: '弱劳动力或半劳动力', 4: '丧失劳动力', 5: '无劳动力',
  },
} as const satisfies CodeTable;

/** 残疾类别: the 19th character of the certificate number. */
export const DISABILITY_CATEGORY = {
  source: '残疾人证编号规则',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '视力残疾', 2: '听力残疾', 3: '言语残疾', 4: '肢体残疾', 5: '智力残疾', 6: '精神残疾', 7: '多重残疾',
  },
} as const satisfies CodeTable;

/** 残疾等级: the 20th character of the certificate number. */
export const DISABILITY_GRADE = {
  source: '残疾人证编号规则',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '一级', 2: '二级', 3: '三级', 4: '四级',
  },
} as const satisfies CodeTable;

/** 享受低保政策情况. */
export const DIBAO_STATUS = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    0: '未享受', 1: '农村低保', 2: '城市低保',
  },
} as const satisfies CodeTable;

/** 享受特困供养政策情况. */
export const TEKUN_STATUS = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    0: '未享受', 1: '农村特困', 2: '城市特困',
  },
} as const satisfies CodeTable;

/** 房屋危险等级: A and B are safe. */
export const HOUSE_GRADE = {
  source: 'JGJ 125',
  // biome-ignore format: a code table reads best in rows
  names: {
    'A': 'A级', 'B': 'B级', 'C': 'C级', 'D': 'D级',
  },
} as const satisfies CodeTable;

/** 另有安全住房情形: an unsafe house is not counted when one applies. */
export const SAFE_HOUSE_EXCEPTION = {
  source: '全国防返贫监测信息系统',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '异地有安全住房（商品房等）', 2: '长期租赁（连续2年每年外出8个月及以上）',
    3: '集中供养、易地搬迁或灾后重建安置', 4: '赡养人有安全住房',
  },
} as const satisfies CodeTable;

/** 房屋结构. */
export const HOUSE_STRUCTURE = {
  source: '2013/2014 建档立卡登记表',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '钢混', 2: '砖混', 3: '砖瓦砖木', 4: '竹草土坯', 9: '其他',
  },
} as const satisfies CodeTable;

/** 饮水来源. */
export const WATER_SOURCE = {
  source: '2013/2014 建档立卡登记表',
  // biome-ignore format: a code table reads best in rows
  names: {
    1: '自来水', 2: '深井水', 3: '浅井水', 4: '江河湖泊水', 5: '水窖（集雨）', 9: '其他',
  },
} as const satisfies CodeTable;

/** 提供数据的部门. */
export const DEPARTMENT = { source: '平台部门代码', names: DEPARTMENT_NAMES } as const satisfies CodeTable;

/** 监测状态. */
export const MONITORING_STATE = {
  source: '监测案件状态',
  names: {
    NOT_COVERED: '未纳入',
    CHECKING: '核查中',
    MONITORED: '监测中（未消除）',
    REENTERED: '再次纳入（监测中）',
    PROPOSED_EXIT: '拟消除',
    ELIMINATED: '已消除（跟踪）',
    NATURAL_EXIT: '自然减少',
    WRONG_ID_EXIT: '识别错误退出',
  },
} as const satisfies CodeTable;

/** Reasons not to be at school that leave no gap; weary of school (4), needed at home (5) and others (9) leave one. */
export const GOOD_DROPOUT_REASONS: readonly string[] = ['1', '2', '3', '6'];

/** States in which a household is monitored: whatever a screening says of it goes to its contact, not into a new identification. */
export const MONITORED_STATES: readonly string[] = ['MONITORED', 'REENTERED', 'PROPOSED_EXIT'];

/** 户状态. */
export const HOUSEHOLD_STATUS = {
  source: '平台代码',
  names: { active: '在册', split: '已分户', merged: '已并户', cancelled: '已销户', movedOut: '已迁出' },
} as const satisfies CodeTable;

/** 收支来源: who says so. */
export const INCOME_SOURCE = {
  source: '平台代码',
  names: { declared: '自报', department: '部门', estimated: '估算', imported: '导入' },
} as const satisfies CodeTable;
