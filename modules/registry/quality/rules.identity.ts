import { checkCharacter, genderOf, idNumberProblem, PLACEHOLDER_PREFIX } from '@shouwang/platform/crypto/id-number.ts';
import { hasHealth } from './facts.ts';
import { memberRule, type QualityRule } from './rule.ts';

/** Whether the first twenty signs of a certificate are an ID number by its check character, a category and a grade. */
const isCard = (cardNo: string): boolean =>
  /^[0-9]{17}[0-9X][1-7][1-4]/.test(cardNo) && checkCharacter(cardNo.slice(0, 17)) === cardNo.charAt(17);

/** Whether two numbers of the same length are the same but for one sign. */
function isOneSignApart(one: string | null, other: string | null): boolean {
  if (one === null || other === null || one.length !== other.length) return false;
  return [...one].filter((sign, index) => sign !== other.charAt(index)).length === 1;
}

/** Numbers, names and what they say of gender and birth. */
export const IDENTITY_RULES: readonly QualityRule[] = [
  // Within the household; over all households the table of persons does not let a number in twice (see ID13 in waiting.ts).
  memberRule(
    {
      code: 'DQ-ID01',
      scope: 'member',
      severity: 'error',
      message: '证件号码重复',
      note: 'low; a person moving household shows twice until the move is closed',
      standing: 'source',
      field: 'idNumber',
    },
    (m, f) => m.idNumber !== null && f.members.some((other) => other.id !== m.id && other.idNumber === m.idNumber),
  ),
  // The lengths are those of ID cards and disability certificates. A birth certificate (type 3), which the check set does not know, has ten signs by its own form.
  memberRule(
    {
      code: 'DQ-ID02',
      scope: 'member',
      severity: 'error',
      message: '证件号码长度不是18、20或22位',
      note: 'low',
      standing: 'source',
      field: 'idNumber',
    },
    (m) => m.idNumber !== null && m.idType !== '3' && ![18, 20, 22].includes(m.idNumber.length),
  ),
  memberRule(
    {
      code: 'DQ-ID03',
      scope: 'member',
      severity: 'error',
      message: '身份证号码校验位错误',
      note: 'none for a valid card',
      standing: 'source',
      field: 'idNumber',
    },
    (m) => m.idType === '1' && m.idNumber !== null && idNumberProblem(m.idNumber) !== null,
  ),
  // Reissued cards have 22 signs: the first twenty are looked at.
  memberRule(
    {
      code: 'DQ-ID04',
      scope: 'member',
      severity: 'error',
      message: '残疾人证号码格式错误（前18位、类别或等级不合规）',
      note: 'reissued cards have 22 characters; check the first 20 only',
      standing: 'source',
      field: 'disabilityCardNo',
      health: true,
    },
    (m) => m.disabilityCardNo !== null && !isCard(m.disabilityCardNo),
  ),
  memberRule(
    {
      code: 'DQ-ID05',
      scope: 'member',
      severity: 'warn',
      message: '证件号码以999999开头（无证占位）或为空',
      note: 'newborns and undocumented spouses',
      standing: 'source',
      field: 'idNumber',
    },
    (m) => m.idNumber === null || m.idNumber.startsWith(PLACEHOLDER_PREFIX),
  ),
  memberRule(
    {
      code: 'DQ-ID06',
      scope: 'member',
      severity: 'error',
      message: '健康状况为残疾但未登记残疾人证',
      note: 'person disabled but without card yet: exempt with expiry',
      standing: 'source',
      field: 'disabilityCardNo',
      health: true,
    },
    (m) => hasHealth(m, '4') && m.disabilityCardNo === null,
  ),
  memberRule(
    {
      code: 'DQ-ID07',
      scope: 'member',
      severity: 'warn',
      message: '登记了残疾人证但健康状况不含残疾',
      note: 'card expired or cancelled',
      standing: 'default',
      field: 'health',
      health: true,
    },
    (m) => m.disabilityCardNo !== null && m.health !== null && !m.health.includes('4'),
  ),
  memberRule(
    {
      code: 'DQ-ID08',
      scope: 'member',
      severity: 'error',
      message: '身份证号码性别位与性别不一致',
      note: 'very rare legal gender change',
      standing: 'default',
      field: 'gender',
    },
    (m) => m.idType === '1' && m.idNumber?.length === 18 && genderOf(m.idNumber) !== m.gender,
  ),
  memberRule(
    {
      code: 'DQ-ID09',
      scope: 'member',
      severity: 'error',
      message: '身份证号码出生日期与出生日期不一致',
      note: 'low',
      standing: 'default',
      field: 'birthDate',
    },
    (m) => m.idType === '1' && m.idNumber?.length === 18 && m.idNumber.slice(6, 14) !== m.birthDate.replaceAll('-', ''),
  ),
  memberRule(
    {
      code: 'DQ-ID10',
      scope: 'member',
      severity: 'error',
      message: '残疾人证前18位与身份证号码不一致',
      note: 'old 15-digit cards',
      standing: 'default',
      field: 'disabilityCardNo',
      health: true,
    },
    (m) => m.disabilityCardNo !== null && m.idNumber !== null && m.disabilityCardNo.slice(0, 18) !== m.idNumber,
  ),
  memberRule(
    {
      code: 'DQ-ID11',
      scope: 'member',
      severity: 'warn',
      message: '姓名为空或含数字、特殊符号',
      note: 'minority names with · are fine',
      standing: 'default',
      field: 'name',
    },
    (m) => m.name === null || m.name.trim() === '' || /[0-9A-Za-z?*]/.test(m.name),
  ),
  // Within the household only: numbers of other households are sealed, and who looks would decide what is found.
  memberRule(
    {
      code: 'DQ-ID12',
      scope: 'member',
      severity: 'warn',
      message: '证件号码与另一人仅一位不同且姓名相同（疑似重复）',
      note: 'twins with the same name do not exist; cousins may',
      standing: 'default',
      field: 'idNumber',
    },
    (m, f) =>
      f.members.some(
        (other) => other.id !== m.id && other.name === m.name && isOneSignApart(other.idNumber, m.idNumber),
      ),
  ),
];
