import { parameter } from '../../policy/rules.ts';
import { shownName } from '../../publicity/rules.ts';
import type { CasePicture } from '../picture.ts';

/** Whether names are masked on a notice, as the pack of the case says. */
export const masked = (picture: Pick<CasePicture, 'pack'>): boolean =>
  parameter(picture.pack, 'publicity.nameMaskPosted').value !== 'none';

/** The name of a head of household as the pack posts it. */
export const postedName = (picture: Pick<CasePicture, 'pack'>, name: string): string =>
  shownName(name, masked(picture) ? 'middle' : 'none');
