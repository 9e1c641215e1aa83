import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { requireVersion, route } from '@shouwang/platform/http/route.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { permissions } from '../contract.ts';
import { NewProposal, PackCheck, PackChecked, PackPreview, PackReason, PackVersion } from '../contract.versions.ts';
import { activatePack, proposePack, refuseProposal, withdrawProposal } from './commands.ts';
import { previewOf } from './plan.ts';
import { type ConditionCheck, checkText } from './resolve.ts';
import { getVersion, versionOf } from './versions.ts';

const ById = z.object({ id: z.uuid() });
const AfterAct = z.object({ version: PackVersion });
const Activated = AfterAct.extend({ carried: z.array(z.uuid()) });

async function after(tx: Tx, actor: Actor, id: string): Promise<z.output<typeof AfterAct>> {
  return { version: versionOf(await getVersion(tx, actor, id), actor, clock.today()) };
}

/** Looking at a text and a proposal, and the four acts on proposals. */
export function proposalRoutes(app: FastifyInstance, checkConditions: ConditionCheck): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/policy/checks',
      operationId: 'checkPackText',
      summary: '校核政策包文本',
      permission: permissions.checkPackText,
      body: PackCheck,
      response: PackChecked,
    },
    async ({ tx, actor, body }) => {
      const found = await checkText(tx, actor, { ...body, today: clock.today(), checkConditions });
      return { problems: found.problems, against: found.against, differences: found.differences };
    },
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/policy/proposals',
      operationId: 'proposePack',
      summary: '提议政策包新版',
      permission: permissions.proposePack,
      body: NewProposal,
      response: AfterAct,
      status: 201,
    },
    async ({ tx, actor, body }) => after(tx, actor, await proposePack(tx, actor, { proposal: body, checkConditions })),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/policy/proposals/:id/preview',
      operationId: 'previewPack',
      summary: '启用前预览',
      permission: permissions.previewPack,
      params: ById,
      response: PackPreview,
    },
    async ({ tx, actor, params }) => {
      const row = await getVersion(tx, actor, params.id);
      return previewOf(tx, actor, { row, today: clock.today(), checkConditions });
    },
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/policy/proposals/:id/activation',
      operationId: 'activatePack',
      summary: '确认启用政策包',
      permission: permissions.activatePack,
      stepUp: 'act',
      params: ById,
      response: Activated,
    },
    async ({ tx, actor, params, ifMatch }) => {
      const seen = { id: params.id, version: requireVersion(ifMatch) };
      const carried = await activatePack(tx, actor, { seen, checkConditions });
      return { ...(await after(tx, actor, params.id)), carried };
    },
  );
  closingRoutes(app);
}

function closingRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/policy/proposals/:id/withdrawal',
      operationId: 'withdrawProposal',
      summary: '撤回自己的提议',
      permission: permissions.withdrawProposal,
      params: ById,
      body: PackReason,
      response: AfterAct,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const seen = { id: params.id, version: requireVersion(ifMatch) };
      await withdrawProposal(tx, actor, { seen, reason: body.reason });
      return after(tx, actor, params.id);
    },
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/policy/proposals/:id/refusal',
      operationId: 'refuseProposal',
      summary: '退回他人的提议',
      permission: permissions.refuseProposal,
      params: ById,
      body: PackReason,
      response: AfterAct,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const seen = { id: params.id, version: requireVersion(ifMatch) };
      await refuseProposal(tx, actor, { seen, reason: body.reason });
      return after(tx, actor, params.id);
    },
  );
}
