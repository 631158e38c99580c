import { encodeQR } from 'qr';

/** A QR code as the dark modules of a square grid, ready to be drawn. */
export interface QrPicture {
  /** Modules on each side, the quiet zone included. */
  readonly size: number;
  /** Path data of lines, one unit wide, through the dark modules; short, because a sheet has a hundred. */
  readonly path: string;
}

/** Modules of quiet zone on each side (ISO/IEC 18004, 9.1). */
const QUIET_ZONE = 4;

/** The QR code of an address, with 15 % that may be hidden or dirty. */
export function qrPicture(address: string): QrPicture {
  const rows = encodeQR(address, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  return { size: rows.length, path: rows.map((row, y) => lines(row, y)).join('') };
}

function lines(row: readonly boolean[], y: number): string {
  let path = '';
  let at = 0;
  while (row.includes(true, at)) {
    const start = row.indexOf(true, at);
    const end = row.indexOf(false, start); // the quiet zone ends every row
    path += `${path === '' ? `M${start} ${y}.5` : `m${start - at} 0`}h${end - start}`;
    at = end;
  }
  return path;
}
