import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [number, number, number];

/** Pixels for each unit: as large as pages show it, and no larger. */
const SCALE = 2 / 3;

/** A picture made of boxes, circles and lines, for the sample; x and y from the top left. */
export class Drawing {
  readonly #width: number;
  readonly #height: number;
  readonly #pixels: Uint8Array;

  constructor(width: number, height: number, background: string) {
    this.#width = Math.round(width * SCALE);
    this.#height = Math.round(height * SCALE);
    this.#pixels = new Uint8Array(3 * this.#width * this.#height);
    const colour = colourOf(background);
    for (let at = 0; at < this.#pixels.length; at += 3) this.#pixels.set(colour, at);
  }

  box(x: number, y: number, width: number, height: number, colour: string, radius = 0): this {
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    return this.#fill([x, y, x + width, y + height], colour, (px, py) => {
      const [dx, dy] = [
        Math.abs(px - middleX) - width / 2 + radius,
        Math.abs(py - middleY) - height / 2 + radius,
      ];
      return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
    });
  }

  circle(x: number, y: number, radius: number, colour: string): this {
    return this.box(x - radius, y - radius, 2 * radius, 2 * radius, colour, radius);
  }

  /** Through these points, `10,20 30,40`, with round ends. */
  line(points: string, width: number, colour: string): this {
    const corners = points.split(' ').map((point) => point.split(',').map(Number));
    for (const [index, [toX = 0, toY = 0]] of corners.entries()) {
      const [fromX = toX, fromY = toY] = corners[index - 1] ?? [];
      const [dx, dy] = [toX - fromX, toY - fromY];
      const length = dx * dx + dy * dy || 1;
      const half = width / 2;
      const bounds = [Math.min(fromX, toX) - half, Math.min(fromY, toY) - half] as const;
      const end = [Math.max(fromX, toX) + half, Math.max(fromY, toY) + half] as const;
      this.#fill([...bounds, ...end], colour, (px, py) => {
        const along = Math.min(1, Math.max(0, ((px - fromX) * dx + (py - fromY) * dy) / length));
        return Math.hypot(px - fromX - along * dx, py - fromY - along * dy) - half;
      });
    }
    return this;
  }

  /** PNG, eight bits for each of red, green and blue. */
  png(): Uint8Array {
    const stride = 3 * this.#width;
    const rows = new Uint8Array((stride + 1) * this.#height);
    for (let y = 0; y < this.#height; y++)
      rows.set(this.#pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
    const header = Buffer.alloc(13);
    header.writeUInt32BE(this.#width, 0);
    header.writeUInt32BE(this.#height, 4);
    header.set([8, 2], 8);
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows, { level: 6 })),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }

  /** Paints where `distance` to the shape's edge is below zero, softly at the edge. */
  #fill(
    [left, top, right, bottom]: readonly [number, number, number, number],
    colour: string,
    distance: (x: number, y: number) => number,
  ): this {
    const paint = colourOf(colour);
    for (
      let y = Math.max(0, Math.floor(top * SCALE));
      y < Math.min(this.#height, Math.ceil(bottom * SCALE));
      y++
    )
      for (
        let x = Math.max(0, Math.floor(left * SCALE));
        x < Math.min(this.#width, Math.ceil(right * SCALE));
        x++
      ) {
        const cover = Math.min(1, Math.max(0, 0.5 - SCALE * distance((x + 0.5) / SCALE, (y + 0.5) / SCALE)));
        if (cover === 0) continue;
        const at = 3 * (y * this.#width + x);
        for (let part = 0; part < 3; part++) {
          const before = this.#pixels[at + part] ?? 0;
          this.#pixels[at + part] = before + cover * ((paint[part] ?? 0) - before);
        }
      }
    return this;
  }
}

function colourOf(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
