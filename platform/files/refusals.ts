import { Refusal } from '../errors/refusal.ts';

/** Kinds of file that can be kept. Found from the bytes, never from a name or a header of the request. */
export type FileKind = 'pdf' | 'png' | 'jpeg' | 'xlsx' | 'csv' | 'text';

export const MIME: Record<FileKind, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  text: 'text/plain; charset=utf-8',
};

const KIND_NAMES: Record<FileKind, string> = {
  pdf: 'PDF',
  png: 'PNG图片',
  jpeg: 'JPEG照片',
  xlsx: 'Excel表格（xlsx）',
  csv: 'CSV表格',
  text: '文本',
};

/** Every reason why a file is not kept, with what to do, in Chinese. */
const DETAILS = {
  'file-empty': '文件是空的，请重新选择。',
  'file-too-large': '文件太大，请压缩或拆分后再传。',
  'file-broken': '文件不完整或已损坏，请重新导出或重新拍照后再传。',
  'file-polyglot': '文件里夹带了另一种格式的内容，不能接收。请从原程序重新导出。',
  'file-active': '文件含有脚本或网页内容，不能接收。请另存为PDF、图片或表格。',
  'file-macro': '表格含有宏，不能接收。请另存为不含宏的xlsx。',
  'file-encrypted': '文件加了密码，无法核对。请去掉密码后再传。',
  'file-bomb': '文件解压后过大，不能接收。请拆分后再传。',
  'file-encoding': '文字编码无法识别，请另存为UTF-8或GB18030后再传。',
} as const;

/** A file that is not kept; 413 for size, else 422. */
export function refuseFile(code: keyof typeof DETAILS): Refusal {
  return new Refusal(code, { status: code === 'file-too-large' ? 413 : 422, detail: DETAILS[code] });
}

/** A file of a kind that is not accepted here (415), with the kinds that are. */
export function refuseKind(accepted: readonly FileKind[]): Refusal {
  const names = accepted.map((kind) => KIND_NAMES[kind]).join('、');
  return new Refusal('file-kind', { status: 415, detail: `只接收${names}，这个文件不是。` });
}
