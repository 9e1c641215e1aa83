import { accessMatrix } from './a1-access-matrix.ts';
import { sharedPool } from './a5-shared-pool.ts';
import { forgedScopes } from './a6-forged-scopes.ts';
import { catalogueLint } from './a7-catalogue-lint.ts';
import { selfApproval } from './a11-self-approval.ts';
import { hostileRequests } from './c1-hostile-requests.ts';
import { malformedFiles } from './d6-malformed-files.ts';
import { personalData } from './e2-personal-data.ts';
import { auditRecord } from './g2-audit.ts';
import { exportsMasked } from './h-exports.ts';
import { kills } from './j1-kills.ts';
import { retries } from './j10-retries.ts';
import { plantedMonth } from './month.ts';
import type { Proof } from './proof.ts';

/** All proofs, in the order in which they run. */
export const PROOFS: readonly Proof[] = [
  accessMatrix,
  sharedPool,
  forgedScopes,
  catalogueLint,
  selfApproval,
  hostileRequests,
  malformedFiles,
  personalData,
  auditRecord,
  exportsMasked,
  kills,
  retries,
  plantedMonth,
];
