/* Recordings for tests, of as few bytes as can be played: tones as WAV, silence as MP3 and as Ogg Opus. */

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
