import { Day, Fen, line, Month, text } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import * as codes from './codes.ts';

type CodeOf<T> = `${Extract<keyof T, string | number>}`;

/** A code of a table, as the only values that a field takes. */
export function code<T extends Readonly<Record<string, string>>>(table: { names: T }) {
  return z.enum(Object.keys(table.names) as [CodeOf<T>, ...CodeOf<T>[]]);
}

/** A mobile number, or an office number with its area code. */
export const Phone = z.string().regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, '应为 11 位手机号，或带区号的座机');
/** A bank account. */
export const Account = z.string().regex(/^\d{12,22}$/, '银行账号应为 12 至 22 位数字');
const IdNumber = line(40);
/** Why something is changed or shown: at least four characters, kept for ever. */
export const Reason = text(300).refine((value) => value.length >= 4, '请写明事由，至少 4 个字');
/** A number of people of a household. */
export const Count = z.int().min(0).max(60);

/** 住房与生活条件, as surveyed last. null = not asked or not known, never "no". */
export const Living = z.object({
  surveyedOn: Day.nullable(),
  houseGrade: code(codes.HOUSE_GRADE).nullable(),
  soleHousing: z.boolean().nullable(),
  safeHouseException: code(codes.SAFE_HOUSE_EXCEPTION).nullable(),
  houseAreaM2: z.number().min(0).max(9999).nullable(),
  houseStructure: code(codes.HOUSE_STRUCTURE).nullable(),
  houseBuiltYear: z.int().min(1900).max(2100).nullable(),
  safeWater: z.boolean().nullable(),
  waterSource: code(codes.WATER_SOURCE).nullable(),
  waterOutageDays: z.int().min(0).max(366).nullable(),
  waterFetchMinutes: z.int().min(0).max(600).nullable(),
  waterQuotaLitre: z.number().min(0).max(9999).nullable(),
  electricity: z.boolean().nullable(),
  hasSanitaryToilet: z.boolean().nullable(),
  toiletUsable: z.boolean().nullable(),
  roadPaved: z.boolean().nullable(),
  hasNetwork: z.boolean().nullable(),
});
export type Living = z.infer<typeof Living>;

/** What the office writes down about a member; gender and birth date follow from a valid ID number. */
export const MemberFacts = z.object({
  name: line(50),
  relation: code(codes.RELATION),
  gender: code(codes.GENDER),
  birthDate: Day,
  idType: code(codes.ID_TYPE),
  idNumber: IdNumber.nullable(),
  ethnicity: code(codes.ETHNICITY),
  politicalStatus: code(codes.POLITICAL_STATUS).nullable(),
  education: code(codes.EDUCATION).nullable(),
  studentStatus: code(codes.STUDENT_STATUS).nullable(),
  dropoutReason: code(codes.DROPOUT_REASON).nullable(),
  health: z.array(code(codes.HEALTH)).min(1).max(3).nullable(),
  disabilityCardNo: z
    .string()
    .regex(/^[0-9]{17}[0-9X][1-7][1-4]([0-9B]{2})?$/, '残疾人证号应为 20 或 22 位')
    .nullable(),
  labourAbility: code(codes.LABOUR_ABILITY).nullable(),
  phone: Phone.nullable(),
  isWorking: z.boolean().nullable(),
  workPlace: line(60).nullable(),
  workMonths: z.number().min(0).max(12).nullable(),
  medicalInsured: z.boolean().nullable(),
  pensionInsured: z.boolean().nullable(),
  dibaoStatus: code(codes.DIBAO_STATUS).nullable(),
  tekunStatus: code(codes.TEKUN_STATUS).nullable(),
  isResident: z.boolean(),
  sharesIncome: z.boolean(),
});
export type MemberFacts = z.infer<typeof MemberFacts>;

/** A member to register: what is not known is left out. */
export const NewMember = MemberFacts.partial().required({ name: true, relation: true });
export type NewMember = z.infer<typeof NewMember>;

/** Who says an amount: the farmer, a department, an estimate, an import. */
export const IncomeSource = code(codes.INCOME_SOURCE);
/** A dated line of income or expense, in fen; never changed, only reversed. */
export const NewIncomeItem = z.object({
  memberId: z.uuid().nullable().default(null),
  direction: z.enum(['in', 'out']),
  itemCode: z.string().regex(/^\d{4}$/, '项目代码是 4 位数字'),
  amountFen: Fen.min(0).max(100_000_000_000),
  occurredFrom: Day,
  occurredTo: Day,
  source: IncomeSource.default('declared'),
  departmentCode: code(codes.DEPARTMENT).nullable().default(null),
  isOneOff: z.boolean().default(false),
  purposeBound: z.boolean().default(false),
  sourceRef: line(60).nullable().default(null),
});
export type NewIncomeItem = z.infer<typeof NewIncomeItem>;

export const IncomeItem = NewIncomeItem.extend({
  id: z.uuid(),
  recordedMonth: Month,
  recordedAt: z.string(),
  reversed: z.boolean(),
});
export type IncomeItem = z.infer<typeof IncomeItem>;

/** 核算口径: the same items, counted otherwise. */
export const Ledger = z.enum(['antiPoverty', 'dibao', 'dibaoMargin', 'statistics']);
export type Ledger = z.infer<typeof Ledger>;
export const LEDGER_NAMES = {
  antiPoverty: '防返贫',
  dibao: '低保',
  dibaoMargin: '低保边缘',
  statistics: '统计',
} as const satisfies Record<Ledger, string>;
