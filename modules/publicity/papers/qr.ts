import { encode } from 'uqr';

/** The dots of a QR code as rows of `0` and `1`, error level M, without a border. */
export function qrRows(text: string): string[] {
  return encode(text, { ecc: 'M', boostEcc: false, border: 0 }).data.map((row) =>
    row.map((dot) => (dot ? '1' : '0')).join(''),
  );
}
