/*
 * Small real files for the sample, made here: slides as PDF 1.4, and a recording of a few seconds as
 * WAV, in which three tones stand for three speakers.
 */

/** A PDF with a page for each slide: its first line is the heading. ASCII only. */
export function pdfSlides(slides: readonly (readonly string[])[]): Uint8Array {
  const pages = slides.map((_, index) => 4 + 2 * index);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((page) => `${page} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...slides.flatMap((lines, index) => {
      const content = slideContent(lines);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 640 360] /Resources << /Font << /F 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

function slideContent([heading = '', ...lines]: readonly string[]): string {
  const text = (size: number, y: number, words: string): string =>
    `BT /F ${size} Tf 48 ${y} Td (${words.replaceAll(/[\\()]/g, '\\$&')}) Tj ET`;
  return [text(30, 290, heading), ...lines.map((line, index) => text(18, 235 - 32 * index, line))].join('\n');
}

const SAMPLES_A_SECOND = 8000;
const LOUDNESS = 60;

/** A WAV file of tones, each for a number of seconds: 8 bits, mono, 8,000 samples a second. */
export function wavTones(tones: readonly { readonly hertz: number; readonly seconds: number }[]): Uint8Array {
  const samples = tones.flatMap(({ hertz, seconds }) =>
    Array.from({ length: seconds * SAMPLES_A_SECOND }, (_, index) =>
      Math.round(128 + LOUDNESS * Math.sin((2 * Math.PI * hertz * index) / SAMPLES_A_SECOND)),
    ),
  );
  const file = new Uint8Array(44 + samples.length);
  const view = new DataView(file.buffer);
  const word = (at: number, letters: string): void => file.set(new TextEncoder().encode(letters), at);
  word(0, 'RIFF');
  view.setUint32(4, 36 + samples.length, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLES_A_SECOND, true);
  view.setUint32(28, SAMPLES_A_SECOND, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  word(36, 'data');
  view.setUint32(40, samples.length, true);
  file.set(samples, 44);
  return file;
}
