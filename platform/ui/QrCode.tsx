import { useMemo } from 'react';
import { encode } from 'uqr';

/** Free dots around the code, without which readers do not find it. */
const BORDER = 4;

export type QrCodeProps = {
  text: string;
  /** What it holds, for readers. */
  label: string;
  size?: number | undefined;
};

/** A QR code, drawn in the page: what it holds goes to nobody else. */
export function QrCode({ text, label, size = 184 }: QrCodeProps) {
  const { dots, path } = useMemo(() => {
    const { data } = encode(text, { ecc: 'M', border: BORDER });
    const dark = data.flatMap((row, y) => row.flatMap((dot, x) => (dot ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { dots: data.length, path: dark.join('') };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${dots} ${dots}`}
      shapeRendering="crispEdges"
      style={{ background: 'var(--sw-card)' }}
    >
      <path d={path} fill="var(--sw-ink)" />
    </svg>
  );
}
