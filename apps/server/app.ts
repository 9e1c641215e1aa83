import { areaRoutes } from '@shouwang/modules/areas/server/routes.ts';
import { listKin } from '@shouwang/modules/casework/server/door.ts';
import { defineCaseExport } from '@shouwang/modules/casework/server/export-cases.ts';
import { defineCaseworkJobs } from '@shouwang/modules/casework/server/jobs.ts';
import { openTasksOf } from '@shouwang/modules/casework/server/open-work.ts';
import { caseworkRoutes } from '@shouwang/modules/casework/server/routes.ts';
import { evidenceRoutes } from '@shouwang/modules/evidence/server/routes.ts';
import { defineExchangeJobs } from '@shouwang/modules/exchange/server/door.ts';
import { exchangeRoutes } from '@shouwang/modules/exchange/server/routes.ts';
import { insightRoutes } from '@shouwang/modules/insight/server/routes.ts';
import { findPackInForce } from '@shouwang/modules/policy/server/door.ts';
import { policyRoutes } from '@shouwang/modules/policy/server/routes.ts';
import { publicityRoutes } from '@shouwang/modules/publicity/server/routes.ts';
import { defineRegistryJobs, useQualityPolicy } from '@shouwang/modules/registry/server/door.ts';
import { defineHouseholdExport } from '@shouwang/modules/registry/server/export-households.ts';
import { registryRoutes } from '@shouwang/modules/registry/server/routes.ts';
import { checkPack } from '@shouwang/modules/screening/rules.ts';
import { defineHitExport } from '@shouwang/modules/screening/server/export-hits.ts';
import { screeningRoutes } from '@shouwang/modules/screening/server/routes.ts';
import { defineScreeningJobs } from '@shouwang/modules/screening/server/run-job.ts';
import { nameOpenWork } from '@shouwang/modules/staff/server/door.ts';
import { staffTheExports } from '@shouwang/modules/staff/server/exports.ts';
import { authenticateStaff, type StaffOptions, staffRoutes } from '@shouwang/modules/staff/server/routes.ts';
import { useKinSource } from '@shouwang/modules/warning/server/door.ts';
import { defineSheetExport } from '@shouwang/modules/warning/server/export-sheets.ts';
import { warningRoutes } from '@shouwang/modules/warning/server/routes.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
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
  defineExports();
  staffRoutes(app, options);
  nameOpenWork(openTasksOf);
  areaRoutes(app);
  registryRoutes(app);
  wireQualityPolicy();
  evidenceRoutes(app);
  exchangeRoutes(app);
  policyRoutes(app, (overlay) => checkPack(overlay).problems);
  screeningRoutes(app);
  warningRoutes(app);
  caseworkRoutes(app);
  publicityRoutes(app);
  insightRoutes(app);
}

/** Where the data-quality rules have their thresholds from: for requests and for the jobs that work the rules over a county. */
function wireQualityPolicy(): void {
  useQualityPolicy(async (tx, area) => (await findPackInForce(tx, area, clock.today()))?.pack.parameters ?? {});
}

/** The lists of all modules that may leave as files. Known before routes are mounted and before a waiting job is taken up. */
function defineExports(): void {
  staffTheExports();
  defineHouseholdExport();
  defineHitExport();
  defineSheetExport();
  defineCaseExport();
}

/** Lets this program work off the background jobs of all modules. */
export function defineJobs(): void {
  defineExports();
  wireQualityPolicy();
  defineRegistryJobs();
  defineExchangeJobs();
  defineScreeningJobs();
  defineCaseworkJobs();
  wireComparisons();
  useKinSource(listKin);
}
