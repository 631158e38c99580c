import { crc32 } from 'node:zlib';

/*
 * More small real files for the sample, made here: slides as OpenDocument, and recordings as MP3 and as Ogg Opus.
 * Nobody speaks in them: encoders for speech are no part of this product, but silence is a few fixed bytes a frame.
 */

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

const MP3_FRAME_BYTES = 144;
const MP3_FRAME_SECONDS = 0.036;

/** Silence as MPEG-1 Layer III, mono, 32 kHz and 32 kbit/s: frames whose side information says that nothing follows. */
export function mp3Silence(seconds: number): Uint8Array {
  const frames = Math.ceil(seconds / MP3_FRAME_SECONDS);
  const file = new Uint8Array(frames * MP3_FRAME_BYTES);
  for (let frame = 0; frame < frames; frame++) file.set([0xff, 0xfb, 0x18, 0xc0], frame * MP3_FRAME_BYTES);
  return file;
}

const OPUS_PACKET = [0xf8, 0xff, 0xfe]; // 20 ms of silence, full band (RFC 6716, 3.1)
const SAMPLES_A_PACKET = 960;
const PACKETS_A_PAGE = 250;
const SERIAL = 2015;

/** Silence as Opus in Ogg (RFC 7845). */
export function oggSilence(seconds: number): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead');
  head.writeUInt8(1, 8); // version
  head.writeUInt8(1, 9); // one channel
  head.writeUInt32LE(48_000, 12);
  const vendor = Buffer.from('Plenary');
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4);
  tags.write('OpusTags');
  tags.writeUInt32LE(vendor.length, 8);
  vendor.copy(tags, 12);
  const count = Math.ceil(seconds * 50);
  const pages = [oggPage([head], { number: 0, granule: 0, flags: 2 })];
  pages.push(oggPage([tags], { number: 1, granule: 0, flags: 0 }));
  for (let from = 0; from < count; from += PACKETS_A_PAGE) {
    const until = Math.min(count, from + PACKETS_A_PAGE);
    const packets = Array.from({ length: until - from }, () => Buffer.from(OPUS_PACKET));
    const flags = until === count ? 4 : 0;
    pages.push(oggPage(packets, { number: pages.length, granule: until * SAMPLES_A_PACKET, flags }));
  }
  return new Uint8Array(Buffer.concat(pages));
}

/** One page of an Ogg stream (RFC 3533, section 6). Packets are shorter than 255 bytes. */
function oggPage(
  packets: readonly Buffer[],
  { number, granule, flags }: { number: number; granule: number; flags: number },
): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS');
  head.writeUInt8(flags, 5);
  head.writeBigUInt64LE(BigInt(granule), 6);
  head.writeUInt32LE(SERIAL, 14);
  head.writeUInt32LE(number, 18);
  head.writeUInt8(packets.length, 26);
  const page = Buffer.concat([head, Buffer.from(packets.map((packet) => packet.length)), ...packets]);
  page.writeUInt32LE(oggChecksum(page), 22);
  return page;
}

function oggChecksum(page: Buffer): number {
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
