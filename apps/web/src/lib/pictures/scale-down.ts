import { LARGEST_PICTURE } from './picture-fields.ts';

/** Pixels: more than a page shows of a picture on a sharp screen. */
const LONGEST_SIDES = [2000, 1600, 1200, 800] as const;
const QUALITY = 0.85;
/** What is sent as it is when it is small; everything else that the browser can draw is drawn anew. */
const KEPT = new Set(['image/jpeg', 'image/png', 'image/webp']);

/**
 * A photo as large as pages need it, and never with more bytes than `most`. What the browser cannot draw, and
 * animations, go as they are: the server says what it thinks of them.
 */
export async function scaledDown(file: File, most: number): Promise<File> {
  if (file.type === 'image/gif' || file.type === 'image/svg+xml') return file;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return file;
  const longest = Math.max(picture.width, picture.height);
  if (KEPT.has(file.type) && file.size <= most && longest <= LONGEST_SIDES[0]) return file;
  const type = file.type === 'image/png' || file.type === 'image/webp' ? 'image/webp' : 'image/jpeg';
  for (const side of LONGEST_SIDES) {
    const blob = await drawn(picture, Math.min(1, side / longest), type);
    if (blob && blob.size <= most) return new File([blob], file.name, { type: blob.type });
  }
  return file;
}

function drawn(picture: ImageBitmap, scale: number, type: string): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) return Promise.resolve(null);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
}

/** In a form's data, before it is sent. */
export async function scaleIn(data: FormData, name: string): Promise<void> {
  const file = data.get(name);
  if (file instanceof File && file.size > 0) data.set(name, await scaledDown(file, LARGEST_PICTURE));
}
