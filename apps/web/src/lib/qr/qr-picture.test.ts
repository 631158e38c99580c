import { decodeQR } from 'qr/decode.js';
import { expect, it } from 'vitest';
import { qrPicture, type QrPicture } from './qr-picture.server.ts';

const MODULE_PIXELS = 4;

/** Column and row of every dark module, read from the path. */
function modules({ path }: QrPicture): [number, number][] {
  const found: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [, command, first = 0, second = 0] of path.matchAll(/([Mmh])(\d+)(?: ([\d.]+))?/g)) {
    const by = Number(first);
    if (command === 'M') [x, y] = [by, Number(second) - 0.5];
    else {
      if (command === 'h') for (let i = 0; i < by; i++) found.push([x + i, y]);
      x += by;
    }
  }
  return found;
}

/** What a phone sees: the modules as pixels, four by four each. */
function seen(picture: QrPicture) {
  const width = picture.size * MODULE_PIXELS;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [x, y] of modules(picture))
    for (let i = 0; i < MODULE_PIXELS ** 2; i++) {
      const row = y * MODULE_PIXELS + Math.floor(i / MODULE_PIXELS);
      const at = (row * width + x * MODULE_PIXELS + (i % MODULE_PIXELS)) * 4;
      data.fill(0, at, at + 3);
    }
  return { width, height: width, data };
}

it('can be read again, with a quiet zone around it', () => {
  const address = 'https://plenary.example.org/hackathon-2026/place?slot=01ab&area=02cd';
  const picture = qrPicture(address);
  expect(decodeQR(seen(picture))).toBe(address);
  const columns = modules(picture).map(([x]) => x);
  expect([Math.min(...columns), Math.max(...columns)]).toEqual([4, picture.size - 5]);
});
