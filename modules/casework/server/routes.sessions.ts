import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { type Actor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { rawRoute, route } from '@shouwang/platform/http/route.ts';
import { AreaCode, line, PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { findArea } from '../../areas/server/door.ts';
import { attachDocument, keepUpload } from '../../evidence/server/door.ts';
import { OfficePhone } from '../../publicity/contract.ts';
import {
  Agenda,
  AnnounceResults,
  EndNotices,
  HoldMeeting,
  MAX_HOUSEHOLDS,
  PostNotices,
  sessionPermissions as permissions,
  SESSION_PAPERS,
  SessionDone,
  type SessionPaper,
  SubmitCases,
} from '../contract.sessions.ts';
import { STEP_NAMES } from '../contract.ts';
import { readAgenda } from './agenda.ts';
import { makeSessionForm } from './papers.sessions.ts';
import { announceResults, endNotices, holdMeeting, postNotices, submitCases } from './sessions.acts.ts';

/** Meetings, notices and reports of many households at once, and the agenda of a village from which they are chosen. */
export function sessionRoutes(app: FastifyInstance): void {
  agendaRoute(app);
  uploadRoute(app);
  paperRoute(app);
  actRoutes(app);
}

function agendaRoute(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/casework/agenda',
      operationId: 'getAgenda',
      summary: '会议与公示的议程',
      permission: permissions.getAgenda,
      query: z.object({ area: AreaCode.optional() }),
      response: Agenda,
    },
    async ({ tx, actor, query }) => {
      const agenda = await readAgenda(tx, query.area ?? actor.areaCode);
      if (agenda.village)
        await recordAudit(tx, actor, {
          action: 'getAgenda',
          areaCode: agenda.village.areaCode,
          objectKey: `agenda:${agenda.village.areaCode}`,
        });
      return agenda;
    },
  );
}

function actRoutes(app: FastifyInstance): void {
  const response = SessionDone;
  route(
    app,
    {
      method: 'POST',
      url: '/api/casework/meetings',
      operationId: 'holdMeeting',
      summary: '登记多户评议会',
      permission: permissions.holdMeeting,
      body: HoldMeeting,
      response,
    },
    ({ tx, actor, body }) => holdMeeting(tx, actor, body),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/casework/notices',
      operationId: 'postNotices',
      summary: '张贴多户公示',
      permission: permissions.postNotices,
      body: PostNotices,
      response,
    },
    ({ tx, actor, body }) => postNotices(tx, actor, body),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/casework/notices/:id/end',
      operationId: 'endNotices',
      summary: '登记多户公示期满',
      permission: permissions.endNotices,
      params: z.object({ id: PublicId }),
      body: EndNotices,
      response,
    },
    ({ tx, actor, params, body }) => endNotices(tx, actor, { ...body, noticeId: params.id }),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/casework/announcements',
      operationId: 'announceResults',
      summary: '张贴多户公告',
      permission: permissions.announceResults,
      body: AnnounceResults,
      response,
    },
    ({ tx, actor, body }) => announceResults(tx, actor, body),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/casework/reports',
      operationId: 'submitCases',
      summary: '多户报镇审核',
      permission: permissions.submitCases,
      body: SubmitCases,
      response,
    },
    ({ tx, actor, body }) => submitCases(tx, actor, body),
  );
}

/** Evidence types of photographs and scans by step (table `evidence_type`). */
const TYPE_OF = { EVALUATED: '103', PUBLICISED: '104', ANNOUNCED: '105' } as const;
const SharedStep = z.enum(['EVALUATED', 'PUBLICISED', 'ANNOUNCED']);

function uploadRoute(app: FastifyInstance): void {
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/casework/session-documents',
      operationId: 'attachSessionDocument',
      summary: '上传多户共用的照片或扫描件',
      permission: permissions.attachSessionDocument,
      query: z.object({
        session: z.uuid(),
        area: z.string().regex(/^\d{12}$/, '请指明是哪个村'),
        step: SharedStep,
        kind: z.enum(['photo', 'scan']).default('photo'),
      }),
      response: z.object({ id: z.uuid(), mime: z.string(), size: z.int() }),
      status: 201,
    },
    async ({ actor, query, request }) => {
      await withScope(actor, (tx) => mustBeHere(tx, actor, query.area));
      const part = await request.file();
      if (!part) throw new Refusal('file-missing', { detail: '请选择要上传的文件。' });
      const file = await keepUpload(part.file);
      const id = await withScope(actor, (tx) =>
        attachDocument(tx, actor, {
          subject: {
            countyCode: query.area.slice(0, 6),
            areaCode: query.area,
            householdId: null,
            type: 'session',
            id: query.session,
          },
          kind: query.kind,
          type: TYPE_OF[query.step],
          step: query.step,
          title: `${STEP_NAMES[query.step]}${query.kind === 'photo' ? '照片' : '扫描件'}`,
          file,
          checkCode: null,
        }),
      );
      return { id, mime: file.mime, size: file.size };
    },
  );
}

/** A village that is known and lies in the actor's area. */
async function mustBeHere(tx: Tx, actor: Actor, village: string): Promise<void> {
  if (!village.startsWith(actor.areaCode) || !(await findArea(tx, village))) throw notFound('这个村');
}

const PAPERS = Object.keys(SESSION_PAPERS) as [SessionPaper, ...SessionPaper[]];

function paperRoute(app: FastifyInstance): void {
  rawRoute(
    app,
    {
      method: 'GET',
      url: '/api/casework/session-papers/:kind.pdf',
      operationId: 'getSessionPaper',
      summary: '打印多户的空白文书',
      permission: permissions.getSessionPaper,
      params: z.object({ kind: z.enum(PAPERS) }),
      query: z.object({
        cases: z
          .string()
          .max(MAX_HOUSEHOLDS * 50)
          .regex(/^\d{6}:[0-9a-f]{8}-[0-9a-f-]{27}(,\d{6}:[0-9a-f]{8}-[0-9a-f-]{27})*$/, '编号格式不对')
          .transform((list) => list.split(','))
          .pipe(z.array(PublicId).min(1).max(MAX_HOUSEHOLDS)),
        place: line(60).optional(),
        phone: OfficePhone.optional(),
        days: z.coerce.number().int().min(1).max(60).optional(),
      }),
      response: z.any(),
    },
    async ({ actor, params, query, reply }) => {
      const { cases, ...wishes } = query;
      const made = await withScope(actor, (tx) =>
        printForm(tx, actor, { kind: params.kind, cases: cases.map(splitId), wishes }),
      );
      reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(`${made.title}.pdf`)}`);
      return reply.send(made.pdf);
    },
  );
}

async function printForm(tx: Tx, actor: Actor, wanted: Parameters<typeof makeSessionForm>[1]) {
  const made = await makeSessionForm(tx, wanted);
  if (!made)
    throw new Refusal('paper-not-yet', {
      status: 409,
      detail: '所选的户中有的不在需要这份文书的环节，或不在同一个村。请刷新后重新选择。',
    });
  const [first] = made.sources;
  if (first)
    await recordAudit(tx, actor, {
      action: 'getSessionPaper',
      areaCode: first.row.area_code,
      objectKey: `agenda:${first.row.area_code}`,
      detail: { kind: wanted.kind, cases: made.sources.length },
    });
  return made;
}
