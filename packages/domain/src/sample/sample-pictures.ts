import { Drawing } from './drawing.ts';

/* Pictures for the sample's posts, drawn here in the colours of the pages. */

const [WIDTH, HEIGHT] = [1200, 630];
const INK = '#1b2330';
const PAPER = '#fbfaf6';
const DEEP = '#074a43';
const GREEN = '#0b655b';
const LEAF = '#63c9b9';
const MIST = '#dff0ec';
const SUN = '#f0c46a';
const CLAY = '#d9785f';

/** Towers by a river, with a low sun. */
export function skyline(): Uint8Array {
  const drawing = new Drawing(WIDTH, HEIGHT, MIST).circle(905, 235, 120, SUN);
  const towers = [
    ...[
      [40, 300, 90],
      [150, 360, 70],
      [240, 220, 80],
      [340, 330, 110],
      [470, 270, 60],
      [700, 310, 90],
    ],
    ...[
      [810, 240, 74],
      [905, 350, 120],
      [1045, 280, 70],
      [1130, 340, 80],
    ],
  ] as const;
  for (const [x, top, width] of towers) {
    drawing.box(x, top, width, 520 - top, GREEN, 4);
    for (let y = top + 22; y < 490; y += 34)
      for (let at = x + 14; at < x + width - 14; at += 22)
        if ((at * 7 + y * 3) % 5 > 1) drawing.box(at, y, 9, 14, LEAF, 2);
  }
  // The tower with the spheres, that everybody photographs.
  drawing
    .line('600,90 600,190', 6, DEEP)
    .line('600,190 600,520', 18, DEEP)
    .line('600,400 545,520', 12, DEEP)
    .line('600,400 655,520', 12, DEEP)
    .circle(600, 180, 22, CLAY)
    .circle(600, 255, 34, CLAY)
    .circle(600, 400, 56, CLAY);
  drawing.box(0, 515, WIDTH, 115, DEEP);
  for (const [x, y, length] of [
    [80, 548, 180],
    [380, 570, 120],
    [560, 545, 90],
    [790, 565, 240],
    [180, 598, 90],
    [960, 600, 150],
  ] as const)
    drawing.line(`${x},${y} ${x + length},${y}`, 5, GREEN);
  return drawing.png();
}

/** A schedule on a wall: columns, rows, and cards of which three have been moved. */
export function wallOfCards(): Uint8Array {
  const drawing = new Drawing(WIDTH, HEIGHT, GREEN).box(70, 60, 1060, 510, PAPER, 18);
  for (let column = 0; column < 5; column++) drawing.box(110 + 200 * column, 95, 180, 34, MIST, 8);
  const colours = [LEAF, SUN, MIST, CLAY, LEAF, MIST, SUN];
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 5; column++) {
      if ((row * 5 + column) % 7 === 4) continue; // free
      const slip = row === 2 && column > 2 ? 9 : 0;
      const [x, y] = [110 + 200 * column + slip, 150 + 102 * row - slip];
      drawing.box(x + 4, y + 5, 180, 84, '#e4e1d7', 10);
      drawing.box(x, y, 180, 84, colours[(row * 3 + column * 2) % colours.length] ?? MIST, 10);
      drawing.line(`${x + 18},${y + 26} ${x + 70 + ((row * 37 + column * 53) % 80)},${y + 26}`, 9, INK);
      drawing.line(`${x + 18},${y + 52} ${x + 50 + ((row * 61 + column * 29) % 70)},${y + 52}`, 6, '#525c6b');
    }
  return drawing.png();
}

/** Five bubbles of talk, one of them an answer. */
export function fiveQuestions(): Uint8Array {
  const drawing = new Drawing(WIDTH, HEIGHT, PAPER);
  const bubbles = [
    [90, 90, 300, LEAF],
    [450, 60, 260, MIST],
    [780, 110, 330, SUN],
    [180, 330, 320, MIST],
    [590, 320, 470, GREEN],
  ] as const;
  for (const [index, [x, y, width, colour]] of bubbles.entries()) {
    const answer = index === 4;
    const tail = answer ? x + width - 60 : x + 60;
    drawing.line(`${tail},${y + 150} ${tail + (answer ? 40 : -30)},${y + 205}`, 26, colour);
    drawing.box(x, y, width, 170, colour, 40);
    if (answer)
      for (const line of [0, 1, 2])
        drawing.line(
          `${x + 50},${y + 48 + 37 * line} ${x + width - 50 - 70 * line},${y + 48 + 37 * line}`,
          12,
          PAPER,
        );
    else {
      const middle = x + width / 2;
      drawing
        .line(
          `${middle - 26},${y + 58} ${middle - 12},${y + 40} ${middle + 12},${y + 40} ${middle + 26},${y + 58} ${middle + 20},${y + 76} ${middle},${y + 90} ${middle},${y + 104}`,
          13,
          INK,
        )
        .circle(middle, y + 130, 9, INK);
    }
  }
  return drawing.png();
}

/** A full room from behind: heads, a screen, somebody at it. */
export function lastRow(): Uint8Array {
  const drawing = new Drawing(WIDTH, HEIGHT, MIST)
    .box(330, 50, 540, 300, PAPER, 10)
    .line('380,110 620,110', 14, GREEN)
    .line('380,165 760,165', 9, '#a9b1bd')
    .line('380,205 700,205', 9, '#a9b1bd')
    .line('380,245 740,245', 9, '#a9b1bd')
    .circle(960, 190, 34, CLAY)
    .box(920, 232, 80, 170, DEEP, 34)
    .line('930,260 850,200', 18, DEEP);
  for (const [row, colour] of [GREEN, DEEP, INK].entries()) {
    const size = 40 + 17 * row;
    for (let x = -30 + row * 40; x < WIDTH + size; x += size * 2.7) {
      drawing.circle(x, 395 + 75 * row, size * 0.62, colour);
      drawing.box(x - size, 425 + 82 * row, 2 * size, 260, colour, size * 0.8);
    }
  }
  return drawing.png();
}

/** A bowl of noodles, steaming. */
export function otherNoodles(): Uint8Array {
  const drawing = new Drawing(WIDTH, HEIGHT, SUN)
    .box(0, 500, WIDTH, 130, '#e0ae4c')
    .circle(600, 300, 250, GREEN)
    .box(330, 40, 540, 260, SUN)
    .box(470, 520, 260, 40, DEEP, 14);
  for (const x of [500, 600, 700])
    drawing.line(
      wave(13, (step) => [x + 18 * Math.sin(step * 0.9), 90 + 12 * step]),
      11,
      PAPER,
    );
  drawing.box(330, 280, 540, 44, DEEP, 22);
  for (let strand = 0; strand < 9; strand++)
    drawing.line(
      wave(20, (step) => [370 + 24 * step, 296 + 9 * Math.sin(step * 0.8 + strand * 1.7)]),
      6,
      PAPER,
    );
  return drawing
    .line('690,300 1010,130', 13, CLAY)
    .line('720,306 1050,170', 13, CLAY)
    .circle(470, 296, 26, CLAY)
    .circle(470, 296, 12, SUN)
    .png();
}

function wave(steps: number, at: (step: number) => readonly [number, number]): string {
  return Array.from({ length: steps }, (_, step) => at(step).join(',')).join(' ');
}

/** Two machines, and a guest that goes from one to the other. */
export function migration(): Uint8Array {
  const drawing = new Drawing(1000, 420, PAPER);
  for (const x of [60, 640]) {
    drawing.box(x, 60, 300, 300, MIST, 18).box(x, 290, 300, 70, GREEN, 18);
    for (const light of [0, 1, 2]) drawing.circle(x + 40 + 34 * light, 325, 9, light === 1 ? SUN : LEAF);
  }
  return drawing
    .box(110, 110, 90, 140, LEAF, 12)
    .box(220, 110, 90, 140, '#e4e1d7', 12)
    .box(690, 110, 90, 140, LEAF, 12)
    .box(800, 110, 90, 140, CLAY, 12)
    .line('400,180 590,180', 12, INK)
    .line('555,150 595,180 555,210', 12, INK)
    .png();
}
