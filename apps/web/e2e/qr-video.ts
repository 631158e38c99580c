import { writeFileSync } from 'node:fs';
import { encodeQR } from 'qr';

const [WIDTH, HEIGHT] = [640, 480];

/** Writes a film of one frame that shows a QR code: what Chromium's fake camera plays over and over (YUV4MPEG2). */
export function writeQrVideo(file: string, text: string): void {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const size = Math.floor(HEIGHT / rows.length);
  const left = Math.floor((WIDTH - size * rows.length) / 2);
  const light = Buffer.alloc(WIDTH * HEIGHT, 180);
  for (let y = 0; y < size * rows.length; y++)
    for (let x = 0; x < size * rows.length; x++)
      light[y * WIDTH + left + x] = rows[Math.floor(y / size)]?.[Math.floor(x / size)] ? 16 : 235;
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  writeFileSync(
    file,
    Buffer.concat([
      Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`),
      Buffer.from('FRAME\n'),
      light,
      grey,
    ]),
  );
}
