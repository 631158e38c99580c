/** Something that is said or shown from a moment of a recording on. */
export interface Cue {
  /** Seconds from the beginning. */
  readonly at: number;
  readonly words: string;
}

const MOST_CUES = 20_000;
const LONGEST_WORDS = 1000;
const TIMING = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}/;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '',
  rlm: '',
};

/**
 * The cues of a WebVTT file in its order, as words without marks (W3C WebVTT, 4 and 6.4). What is no cue is passed
 * over, as players do; of very long files only the first cues are read.
 */
export function readCues(file: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of file.replaceAll(/\r\n?/g, '\n').split(/\n{2,}/)) {
    const lines = block.split('\n');
    const timed = lines.findIndex((line) => line.includes('-->'));
    const timing = TIMING.exec(lines[timed] ?? '');
    if (!timing) continue;
    const words = plainWords(lines.slice(timed + 1).join(' '));
    if (words === '') continue;
    cues.push({ at: secondsOf(timing), words });
    if (cues.length === MOST_CUES) break;
  }
  return cues;
}

/** Whether a file's name says that its cues are the parts of a recording, not what is said in it. */
export function listsChapters(name: string): boolean {
  return /chapter|kapitel/i.test(name);
}

function secondsOf([, hours = '0', minutes, seconds, thousandths]: RegExpExecArray): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(thousandths) / 1000;
}

function plainWords(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(\w+);/g, (written, name: string) => ENTITIES[name] ?? written)
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_WORDS)
    .replace(/[\ud800-\udbff]$/, '');
}
