import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { type Actor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { openFile } from '@shouwang/platform/files/store.ts';
import { rawRoute } from '@shouwang/platform/http/route.ts';
import { line, PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ConsentScope, permissions as evidencePermissions } from '../../evidence/contract.ts';
import { attachDocument, findPaper, keepUpload } from '../../evidence/server/door.ts';
import { OfficePhone } from '../../publicity/contract.ts';
import { permissions, STEP_NAMES, StepCode } from '../contract.ts';
import { isForm, makeCasePaper, makeForm, PRINTED_KINDS, paperTitle } from './papers.file.ts';
import type { FormWishes } from './papers.forms.ts';
import { paperSource } from './papers.source.ts';

const Id = z.object({ id: PublicId });
/** Evidence types of photographs and scans by step (table `evidence_type`). */
const TYPE_OF: Readonly<Partial<Record<StepCode, string>>> = {
  VERIFYING: '110',
  CONSENTED: '100',
  EVALUATED: '103',
  PUBLICISED: '104',
  ANNOUNCED: '105',
};

/** What was typed in the act's form before its blank paper is printed. */
const Wishes = z.object({
  scopes: z
    .string()
    .max(60)
    .transform((list) => list.split(','))
    .pipe(z.array(ConsentScope))
    .optional(),
  place: line(60).optional(),
  phone: OfficePhone.optional(),
  days: z.coerce.number().int().min(1).max(60).optional(),
});

/** Uploads to a case and its papers as PDF. */
export function fileRoutes(app: FastifyInstance): void {
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/cases/:id/documents',
      operationId: 'attachDocument',
      summary: '上传照片或扫描件',
      permission: evidencePermissions.attachDocument,
      params: Id,
      query: z.object({ step: StepCode, kind: z.enum(['photo', 'scan']).default('photo') }),
      response: z.object({ id: z.uuid(), mime: z.string(), size: z.int() }),
      status: 201,
    },
    async ({ actor, params, query, request }) => {
      const at = splitId(params.id);
      const row = await withScope(actor, (tx) => findPlace(tx, at));
      const file = await keepUpload(await uploadOf(request));
      const title = `${STEP_NAMES[query.step]}${query.kind === 'photo' ? '照片' : '扫描件'}`;
      const subject = {
        countyCode: at.countyCode,
        areaCode: row.area_code,
        householdId: row.household_id,
        type: 'case',
        id: at.id,
      };
      const id = await withScope(actor, (tx) =>
        attachDocument(tx, actor, {
          subject,
          kind: query.kind,
          type: TYPE_OF[query.step] ?? '39',
          step: query.step,
          title,
          file,
          checkCode: null,
        }),
      );
      return { id, mime: file.mime, size: file.size };
    },
  );
  rawRoute(
    app,
    {
      method: 'GET',
      url: '/api/cases/:id/papers/:kind.pdf',
      operationId: 'getCasePaper',
      summary: '打印一份文书',
      permission: permissions.getCasePaper,
      params: Id.extend({ kind: z.enum(PRINTED_KINDS) }),
      query: Wishes,
      response: z.any(),
    },
    async ({ actor, params, query, reply }) => {
      const found = await withScope(actor, (tx) => paperOf(tx, actor, { ...params, wishes: query }));
      reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(`${found.title}.pdf`)}`);
      return reply.send(found.content);
    },
  );
}

async function findPlace(
  tx: Tx,
  at: { countyCode: string; id: string },
): Promise<{ area_code: string; household_id: string }> {
  const row = await tx
    .selectFrom('casework.identification')
    .select(['area_code', 'household_id'])
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .executeTakeFirst();
  if (!row) throw notFound('这件识别办理');
  return row;
}

async function uploadOf(request: FastifyRequest) {
  const part = await request.file();
  if (!part) throw new Refusal('file-missing', { detail: '请选择要上传的文件。' });
  return part.file;
}

interface Printed {
  id: string;
  kind: (typeof PRINTED_KINDS)[number];
  wishes: FormWishes;
}

/** The paper as it was filed; one that was not filed, and every blank one, is made from what is on record now. */
async function paperOf(tx: Tx, actor: Actor, { id, kind, wishes }: Printed) {
  const at = splitId(id);
  const { area_code } = await findPlace(tx, at);
  await recordAudit(tx, actor, {
    action: 'getCasePaper',
    areaCode: area_code,
    objectKey: `case:${id}`,
    detail: { kind },
  });
  if (isForm(kind)) {
    const form = await makeForm(tx, await paperSource(tx, at), { kind, wishes });
    if (!form) throw new Refusal('paper-not-yet', { status: 409, detail: '本件不在需要这份空白文书的环节。' });
    return { title: form.title, content: form.made.pdf };
  }
  const title = paperTitle(kind);
  const filed = await findPaper(tx, { countyCode: at.countyCode, subjectId: at.id, title });
  if (filed) return { title, content: openFile(filed.file_hash) };
  const made = await makeCasePaper(tx, await paperSource(tx, at), kind);
  if (!made) throw new Refusal('paper-not-yet', { status: 409, detail: '这一环节还没有办，暂无这份文书。' });
  return { title, content: made.pdf };
}
