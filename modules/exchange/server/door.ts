import { catalogue } from '../catalogue.ts';
import type { CatalogueItem } from '../rules.ts';

export { requireItem, uploadDepartmentFile } from './commands.ts';
export { defineExchangeJobs } from './import-job.ts';
export { type BatchInForce, listBatchesInForce } from './in-force.ts';
export { recordsOf } from './records.ts';

/** All department data items of the product. */
export function itemCatalogue(): CatalogueItem[] {
  return catalogue();
}
