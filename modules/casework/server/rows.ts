import type { Selectable } from 'kysely';
import type { DB } from '../../../db/types.ts';

/** A row of casework.identification as it is read. */
export type CaseRowInDb = Selectable<DB['casework.identification']>;
