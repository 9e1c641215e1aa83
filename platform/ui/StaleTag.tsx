import { StatusTag } from './StatusTag.tsx';

/** A gold tag on figures that are older than they should be. */
export function StaleTag({ asOf }: { asOf: string }) {
  return <StatusTag kind="policy">数据截至 {asOf}</StatusTag>;
}
