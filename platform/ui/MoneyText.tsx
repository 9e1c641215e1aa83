import { yuan } from './numbers.ts';

export type MoneyTextProps = {
  /** Money in fen; null = unknown. */
  fen: number | string | bigint | null | undefined;
  /** true: adds 元 (outside tables, where the head has no unit). */
  unit?: boolean | undefined;
  /** true: whole yuan, for incomes and lines that have no fen. */
  rounded?: boolean | undefined;
  strong?: boolean | undefined;
};

/** An amount in yuan, `1,234.50`. Unknown is said, never shown as zero. */
export function MoneyText({ fen, unit, rounded, strong }: MoneyTextProps) {
  const text = yuan(fen, rounded);
  if (text === null) return <span className="sw-note">未知</span>;
  return (
    <span className={strong ? 'sw-strong' : undefined} style={{ whiteSpace: 'nowrap' }}>
      {text}
      {unit && ' 元'}
    </span>
  );
}
