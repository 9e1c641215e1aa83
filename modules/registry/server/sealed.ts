import {
  maskAccount,
  maskIdNumber,
  maskPhone,
  normaliseIdNumber,
  openField,
  personKey,
  sealField,
} from '@shouwang/platform/crypto/field.ts';

/** The sealed columns of the registry; a sealed value belongs to its table, column and the row's uuid. */
export type SealedColumn = 'contact_phone' | 'bank_account' | 'id_number' | 'disability_card' | 'phone' | 'numbers';

const TABLE: Record<SealedColumn, string> = {
  contact_phone: 'registry.household',
  bank_account: 'registry.household',
  id_number: 'registry.member',
  disability_card: 'registry.member',
  phone: 'registry.member',
  numbers: 'registry.change_request',
};

/** Seals a value for its row (the uuid without the county). */
export function seal(column: SealedColumn, row: string, plain: string): Buffer {
  return sealField(plain, { table: TABLE[column], column, row });
}

/** Opens a sealed value of a row; null stays null. Whoever shows it must have written why (revealSensitive). */
export function open(column: SealedColumn, row: string, sealed: Buffer | null): string | null {
  return sealed === null ? null : openField(sealed, { table: TABLE[column], column, row });
}

/** The blind index of a phone number, for search by the whole number. */
export function phoneKey(phone: string): string {
  return personKey(phone.replace(/\D/g, ''));
}

/** What is stored of a contact phone: sealed, masked, keyed. */
export function phoneColumns(row: string, phone: string | null) {
  return {
    contact_phone_sealed: phone === null ? null : seal('contact_phone', row, phone),
    contact_phone_mask: phone === null ? null : maskPhone(phone),
    contact_phone_key: phone === null ? null : phoneKey(phone),
  };
}

/** What is stored of a bank account: sealed and masked. */
export function accountColumns(row: string, account: string | null) {
  return {
    bank_account_sealed: account === null ? null : seal('bank_account', row, account),
    bank_account_mask: account === null ? null : maskAccount(account),
  };
}

/** What is stored of an ID number: sealed and masked in its normal form, and the person key to match department data. */
export function idNumberColumns(row: string, idNumber: string | null) {
  const number = idNumber === null ? null : normaliseIdNumber(idNumber);
  return {
    id_number_sealed: number === null ? null : seal('id_number', row, number),
    id_number_mask: number === null ? null : maskIdNumber(number),
    person_key: number === null ? null : personKey(number),
  };
}

/** Category and grade of a disability certificate: its 19th and 20th character. */
export function cardFacts(cardNo: string | null) {
  return {
    disabilityCategory: cardNo === null ? null : Number(cardNo.charAt(18)),
    disabilityGrade: cardNo === null ? null : Number(cardNo.charAt(19)),
  };
}

/** What is stored of a disability certificate: sealed and masked, with its category and grade. */
export function cardColumns(row: string, cardNo: string | null) {
  const { disabilityCategory, disabilityGrade } = cardFacts(cardNo);
  return {
    disability_card_sealed: cardNo === null ? null : seal('disability_card', row, cardNo),
    disability_card_mask: cardNo === null ? null : maskIdNumber(cardNo),
    disability_category: disabilityCategory,
    disability_grade: disabilityGrade,
  };
}

/** What is stored of a member's phone: sealed and masked. */
export function memberPhoneColumns(row: string, phone: string | null) {
  return {
    phone_sealed: phone === null ? null : seal('phone', row, phone),
    phone_mask: phone === null ? null : maskPhone(phone),
  };
}
