import { decodeQR } from 'qr/decode.js';
import { expect, it } from 'vitest';
import { qrPicture } from './qr-picture.server.ts';

const MODULE_PIXELS = 4;

/** What a phone sees: the modules as grey pixels, four by four each. */
function seen({ size, path }: ReturnType<typeof qrPicture>) {
  const width = size * MODULE_PIXELS;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g))
    for (let i = 0; i < MODULE_PIXELS ** 2; i++) {
      const row = Number(y) * MODULE_PIXELS + Math.floor(i / MODULE_PIXELS);
      const at = (row * width + Number(x) * MODULE_PIXELS + (i % MODULE_PIXELS)) * 4;
      data.fill(0, at, at + 3);
    }
  return { width, height: width, data };
}

it('can be read again, with a quiet zone around it', () => {
  const address = 'https://plenary.example.org/hackathon-2026/plenary?cell=01ab.02cd';
  const picture = qrPicture(address);
  expect(decodeQR(seen(picture))).toBe(address);
  const columns = [...picture.path.matchAll(/M(\d+) /g)].map(([, x]) => Number(x));
  expect([Math.min(...columns), Math.max(...columns)]).toEqual([4, picture.size - 5]);
});
