import { encodeQR } from 'qr';

/** A QR code as the dark modules of a square grid, ready to be drawn. */
export interface QrPicture {
  /** Modules on each side, the quiet zone included. */
  readonly size: number;
  /** Path data of the dark modules, one unit each. */
  readonly path: string;
}

/** Modules of quiet zone on each side (ISO/IEC 18004, 9.1). */
const QUIET_ZONE = 4;

/** The QR code of an address, with 15 % that may be hidden or dirty. */
export function qrPicture(address: string): QrPicture {
  const rows = encodeQR(address, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size: rows.length, path };
}
