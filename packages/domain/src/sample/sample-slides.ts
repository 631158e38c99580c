import { crc32 } from 'node:zlib';

/* Small real slides for the sample, made here: as PDF 1.4 and as OpenDocument. */

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

/** An OpenDocument presentation with a page for each slide: its first line is the heading. */
export function odpSlides(slides: readonly (readonly string[])[]): Uint8Array {
  const type = 'application/vnd.oasis.opendocument.presentation';
  const pages = slides.map((lines, index) => {
    const words = lines.map((line) => `<text:p>${escaped(line)}</text:p>`).join('');
    const box = `<draw:frame svg:x="2cm" svg:y="2cm" svg:width="24cm" svg:height="14cm"><draw:text-box>${words}</draw:text-box></draw:frame>`;
    return `<draw:page draw:name="${index + 1}">${box}</draw:page>`;
  });
  const names = ['office', 'draw', 'text'].map(
    (name) =>
      `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name === 'draw' ? 'drawing' : name}:1.0"`,
  );
  const svg = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"';
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${names.join(' ')} ${svg} office:version="1.2"><office:body><office:presentation>${pages.join('')}</office:presentation></office:body></office:document-content>`;
  const files = [
    ['/', type],
    ['content.xml', 'text/xml'],
  ].map(([path, of]) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${of}"/>`);
  const manifest = `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">${files.join('')}</manifest:manifest>`;
  // The type stands first and unpacked, so that programs find it at a fixed place (OpenDocument 1.2, part 3, 3.3).
  return storedZip({ mimetype: type, 'content.xml': content, 'META-INF/manifest.xml': manifest });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A ZIP archive whose files are stored as they are. */
function storedZip(files: Readonly<Record<string, string>>): Uint8Array {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0); // version needed
    facts.writeUInt16LE(0x4a21, 8); // a date: 1 January 2017
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const body = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, path, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), facts, place, path]));
    bodies.push(body);
    offset += body.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...bodies, listing, Buffer.from('PK\u0005\u0006'), end]));
}
