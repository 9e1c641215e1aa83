import type { QualityError } from '../../registry/contract.ts';
import type { CasePicture } from '../picture.ts';
import { isDrawn } from '../rules.guards.review.ts';

/** A rule that tells of health stands under `health`, which the basis masks. */
const frozen = ({ code, health, memberId }: QualityError) => ({ ...(health ? { health: code } : { code }), memberId });

/** What the data check said when a decision was made. Whether the case was drawn is frozen only once it lies with the town: before that it is secret. */
export function frozenQuality(picture: CasePicture) {
  const { errors, exempted } = picture.household.quality;
  return {
    errors: errors.map(frozen),
    exempted: exempted.map(frozen),
    ...(picture.snapshot.state === 'TOWN_REVIEW' ? { drawn: isDrawn(picture) } : {}),
  };
}
