import { areaRoutes } from '@shouwang/modules/areas/server/routes.ts';
import { defineCaseworkJobs } from '@shouwang/modules/casework/server/jobs.ts';
import { caseworkRoutes } from '@shouwang/modules/casework/server/routes.ts';
import { evidenceRoutes } from '@shouwang/modules/evidence/server/routes.ts';
import { defineExchangeJobs } from '@shouwang/modules/exchange/server/door.ts';
import { exchangeRoutes } from '@shouwang/modules/exchange/server/routes.ts';
import { insightRoutes } from '@shouwang/modules/insight/server/routes.ts';
import { policyRoutes } from '@shouwang/modules/policy/server/routes.ts';
import { publicityRoutes } from '@shouwang/modules/publicity/server/routes.ts';
import { registryRoutes } from '@shouwang/modules/registry/server/routes.ts';
import { screeningRoutes } from '@shouwang/modules/screening/server/routes.ts';
import { defineScreeningJobs } from '@shouwang/modules/screening/server/run-job.ts';
import { authenticateStaff, type StaffOptions, staffRoutes } from '@shouwang/modules/staff/server/routes.ts';
import { warningRoutes } from '@shouwang/modules/warning/server/routes.ts';
import { buildServer } from '@shouwang/platform/http/server.ts';
import type { FastifyInstance } from 'fastify';
import { wireComparisons } from './comparison-source.ts';
import { deskPages } from './desk.ts';

/** Puts the modules together: every module's routes on one server. */
export function buildApp(options: StaffOptions): Promise<FastifyInstance> {
  return buildServer({
    production: options.production,
    authenticate: (app) => authenticateStaff(app, options),
    routes: async (app) => {
      moduleRoutes(app, options);
      await deskPages(app);
    },
  });
}

/** The operations of all modules. */
export function moduleRoutes(app: FastifyInstance, options: StaffOptions): void {
  staffRoutes(app, options);
  areaRoutes(app);
  registryRoutes(app);
  evidenceRoutes(app);
  exchangeRoutes(app);
  policyRoutes(app);
  screeningRoutes(app);
  warningRoutes(app);
  caseworkRoutes(app);
  publicityRoutes(app);
  insightRoutes(app);
}

/** Lets this program work off the background jobs of all modules. */
export function defineJobs(): void {
  defineExchangeJobs();
  defineScreeningJobs();
  defineCaseworkJobs();
  wireComparisons();
}
