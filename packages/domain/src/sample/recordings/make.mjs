// Makes the recordings beside this file from words.json; README.md says how to run it. Never part of a start or a build.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RATE = 24_000;
const BYTES_A_SECOND = 2 * RATE;
/** Seconds of silence: before the first word, between two sentences, between two chapters, after the last word. */
const PAUSE = { before: 0.3, sentence: 0.45, chapter: 0.8, after: 0.5 };
const PCM = ['-f', 's16le', '-ar', String(RATE), '-ac', '1'];
const SAME_EACH_TIME = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags', '+bitexact'];
const [CARD, INK] = ['0x074a43', '0xfbfaf6'];

const folder = mkdtempSync(join(tmpdir(), 'plenary-voices-'));
let texts = 0;

const path = (name) => new URL(name, import.meta.url).pathname;

function ffmpeg(args, input) {
  return execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args], {
    input,
    maxBuffer: 100_000_000,
  });
}

/** Words for a filter, which would take a comma or a colon for its own. */
function textFile(words) {
  const file = join(folder, `${(texts += 1)}.txt`);
  writeFileSync(file, words);
  return file;
}

/** One sentence as it is spoken, without the silence around it. */
function spoken(sentence, voice) {
  const trimmed = 'silenceremove=start_periods=1:start_threshold=-45dB,areverse';
  const speech = `flite=textfile=${textFile(sentence)}:voice=${voice},${trimmed},${trimmed}`;
  return ffmpeg(['-f', 'lavfi', '-i', speech, ...PCM, '-']);
}

function silence(seconds) {
  return Buffer.alloc(2 * Math.round(seconds * RATE));
}

/** Everything one after the other, and when each sentence and each chapter begins and ends. */
function record(parts) {
  const pieces = [silence(PAUSE.before)];
  const [sentences, chapters] = [[], []];
  const now = () => pieces.reduce((bytes, piece) => bytes + piece.length, 0) / BYTES_A_SECOND;
  for (const [number, { chapter, voice, says }] of parts.entries()) {
    const from = now();
    for (const [index, words] of says.entries()) {
      if (index > 0) pieces.push(silence(PAUSE.sentence));
      const at = now();
      pieces.push(spoken(words, voice));
      sentences.push({ from: at, to: now(), words });
    }
    chapters.push({ from, to: now(), words: chapter });
    pieces.push(silence(number < parts.length - 1 ? PAUSE.chapter : PAUSE.after));
  }
  return { pcm: Buffer.concat(pieces), sentences, chapters, seconds: now() };
}

function webVtt(cues) {
  const time = (seconds) => new Date(Math.round(seconds * 1000)).toISOString().slice(14, -1);
  return `WEBVTT\n\n${cues.map(({ from, to, words }) => `${time(from)} --> ${time(to)}\n${words}\n`).join('\n')}`;
}

/** Cards that change with the chapters: the title, the chapter, the sentence. */
function cards(title, { chapters, sentences }) {
  const text = (words, size, y, when = '') =>
    `drawtext=font=DejaVu Sans:textfile=${textFile(words)}:fontsize=${size}:fontcolor=${INK}:x=48:y=${y}${when}`;
  const lasting = chapters.map(({ from }, index) => {
    const [begins, ends] = [index === 0 ? 0 : from, chapters[index + 1]?.from ?? 99];
    return `:enable='gte(t,${begins.toFixed(2)})*lt(t,${ends.toFixed(2)})'`;
  });
  return [
    text(title, 20, 48),
    ...chapters.map(({ words }, index) => text(words, 54, 130, lasting[index])),
    ...sentences.map(({ words }, index) => text(words, 18, 230, lasting[index])),
  ].join(',');
}

for (const { name, film, parts } of JSON.parse(readFileSync(path('words.json'), 'utf8'))) {
  const recorded = record(parts);
  writeFileSync(path(`${name}.vtt`), webVtt(recorded.sentences));
  writeFileSync(path(`${name}.chapters.vtt`), webVtt(recorded.chapters));
  const sound = [...PCM, '-i', '-'];
  const louder = ['-af', 'loudnorm=I=-18:TP=-2'];
  const opus = ['-c:a', 'libopus', '-ar', '48000', '-b:a', '16k', '-application', 'voip'];
  if (film) {
    const card = `color=c=${CARD}:s=640x360:r=5:d=${recorded.seconds.toFixed(2)},${cards(film, recorded)}`;
    const video = ['-c:v', 'libvpx-vp9', '-crf', '40', '-b:v', '0', '-pix_fmt', 'yuv420p', '-g', '25'];
    const both = ['-f', 'lavfi', '-i', card, '-map', '1:v', '-map', '0:a', '-shortest'];
    ffmpeg(
      [...sound, ...both, ...louder, ...opus, ...video, ...SAME_EACH_TIME, path(`${name}.webm`)],
      recorded.pcm,
    );
  } else {
    const mp3 = ['-c:a', 'libmp3lame', '-ar', '22050', '-b:a', '24k'];
    ffmpeg([...sound, ...louder, ...mp3, ...SAME_EACH_TIME, path(`${name}.mp3`)], recorded.pcm);
    ffmpeg([...sound, ...louder, ...opus, ...SAME_EACH_TIME, path(`${name}.ogg`)], recorded.pcm);
  }
}
rmSync(folder, { recursive: true });
