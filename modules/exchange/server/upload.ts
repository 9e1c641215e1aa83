import type { Actor } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { putFile } from '@shouwang/platform/files/store.ts';
import type { FastifyRequest } from 'fastify';
import { MAX_FILE_BYTES, UploadFields } from '../contract.ts';
import { type ReceivedFile, requireItem } from './commands.ts';

/** Reads an upload: the fields first, then the file, which goes straight into the file store. Whoever may not send the item sends nothing. */
export async function receiveUpload(request: FastifyRequest, actor: Actor): Promise<ReceivedFile> {
  const fields: Record<string, string> = {};
  let received: ReceivedFile | null = null;
  if (!request.isMultipart()) throw missing();
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value);
      continue;
    }
    if (received) throw new Refusal('file-twice', { detail: '一次只能上传一份文件。' });
    const { item: code, period } = parseFields(fields);
    const item = requireItem(actor, code, period);
    const stored = await putFile(part.file, { maxBytes: MAX_FILE_BYTES, kinds: ['csv', 'xlsx'] });
    received = {
      item,
      period,
      fileName: cleanName(part.filename, item.code),
      kind: stored.kind === 'xlsx' ? 'xlsx' : 'csv',
      hash: stored.hash,
      size: stored.size,
    };
  }
  if (!received) throw missing();
  return received;
}

function parseFields(fields: Record<string, string>): { item: string; period: string } {
  const parsed = UploadFields.safeParse(fields);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: 'invalid',
    message: issue.message,
  }));
  throw new Refusal('invalid-request', { status: 400, detail: '请先选数据项和所属期，再传文件。', fields: faults });
}

function missing(): Refusal {
  return new Refusal('file-missing', {
    status: 400,
    detail: '没有收到文件，请重新选择。',
    fields: [{ path: 'file', code: 'missing', message: '请选择文件' }],
  });
}

/** The name as it is shown: its last part, without control characters, at most 120 characters. */
function cleanName(name: string | undefined, fallback: string): string {
  const last = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = [...last.replace(/\p{C}/gu, '')].slice(-120).join('').trim();
  return clean || fallback;
}
