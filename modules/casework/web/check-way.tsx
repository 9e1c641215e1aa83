import { Link } from 'react-router';
import type { CheckView } from '../contract.ts';

/** A check with the way to what stands in the way: the data check of the household. */
export function withWay(check: CheckView, householdId: string) {
  if (check.key !== 'quality' || check.result === 'pass') return check;
  return { ...check, value: <Link to={`/households/${householdId}#quality`}>看数据核验</Link> };
}
