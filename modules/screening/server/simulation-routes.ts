import { rawRoute, route } from '@shouwang/platform/http/route.ts';
import { AreaCode, PublicId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  permissions,
  SimulatedListRequest,
  SimulatedPage,
  SimulateRequest,
  SimulationBasis,
  SimulationView,
} from '../contract.simulation.ts';
import { getSimulationBasis } from './simulation.ts';
import { listSimulatedHouseholds, simulatePack, simulateRun } from './simulations.ts';

const ById = z.object({ id: PublicId });

/** Trying other values over the facts of a run. */
export function simulationRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/screening/runs/:id/simulation',
      operationId: 'getSimulationBasis',
      summary: '这批筛查可以测算什么',
      permission: permissions.getSimulationBasis,
      params: ById,
      response: SimulationBasis,
    },
    ({ tx, params }) => getSimulationBasis(tx, params.id),
  );
  // Not `route`: nothing is written, so that no answer need be remembered for a repeated request, and no transaction is open while DuckDB reckons.
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/screening/runs/:id/simulate',
      operationId: 'simulateRun',
      summary: '换一条线、权重或门槛测算',
      permission: permissions.simulateRun,
      params: ById,
      body: SimulateRequest,
      response: SimulationView,
    },
    ({ actor, params, body }) => simulateRun(actor, params.id, body),
  );
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/screening/runs/:id/simulate/households',
      operationId: 'listSimulatedHouseholds',
      summary: '测算结果里的户',
      permission: permissions.listSimulatedHouseholds,
      params: ById,
      body: SimulatedListRequest,
      response: SimulatedPage,
    },
    ({ actor, params, body }) => listSimulatedHouseholds(actor, params.id, body),
  );
  rawRoute(
    app,
    {
      method: 'GET',
      url: '/api/screening/pack-effect',
      operationId: 'previewPackEffect',
      summary: '一个政策包会带来什么变化',
      permission: permissions.previewPackEffect,
      query: z.object({ packId: z.uuid(), area: AreaCode }),
      response: SimulationView,
    },
    ({ actor, query }) => simulatePack(actor, query),
  );
}
