import type { FastifyInstance } from 'fastify';
import { areaRoutes } from '@shouwang/modules/areas/server/routes.ts';
import { policyRoutes } from '@shouwang/modules/policy/server/routes.ts';
import { authenticateStaff, type StaffOptions, staffRoutes } from '@shouwang/modules/staff/server/routes.ts';
import { deskPages } from './desk.ts';
import { buildServer } from '@shouwang/platform/http/server.ts';

/** Puts the modules together: every module's routes on one server. */
export function buildApp(options: StaffOptions): Promise<FastifyInstance> {
  return buildServer({
    production: options.production,
    authenticate: (app) => authenticateStaff(app, options),
    routes: async (app) => {
      staffRoutes(app, options);
      areaRoutes(app);
      policyRoutes(app);
      await deskPages(app);
    },
  });
}
