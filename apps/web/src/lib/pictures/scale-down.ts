import { LARGEST_PICTURE, SMALL_SIDE } from './picture-fields.ts';

/** Pixels: more than a page shows of a picture on a sharp screen. */
const LONGEST_SIDES = [2000, 1600, 1200, 800] as const;
const QUALITY = 0.85;
/** What is sent as it is when it is small; everything else that the browser can draw is drawn anew. */
const KEPT = new Set(['image/jpeg', 'image/png', 'image/webp']);
/** Part of the picture's bytes that its version for lists may have at most, to be worth its room. */
const WORTH_IT = 0.5;

/**
 * In a form's data, before it is sent: a photo as large as pages need it, and its version for lists beside it; both together
 * never with more bytes than are taken. What the browser cannot draw, and animations, go as they are: the server says what
 * it thinks of them.
 */
export async function scaleIn(data: FormData, names: { file: string; small: string }): Promise<void> {
  const file = data.get(names.file);
  if (
    !(file instanceof File) ||
    file.size === 0 ||
    file.type === 'image/gif' ||
    file.type === 'image/svg+xml'
  )
    return;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return;
  const isSmall = Math.max(picture.width, picture.height) <= SMALL_SIDE;
  const small = isSmall ? null : await drawn(picture, SMALL_SIDE, file);
  const whole = await scaledDown(picture, file, LARGEST_PICTURE - (small?.size ?? 0));
  picture.close();
  data.set(names.file, whole);
  if (small && small.size <= WORTH_IT * whole.size) data.set(names.small, small);
}

async function scaledDown(picture: ImageBitmap, file: File, most: number): Promise<File> {
  const longest = Math.max(picture.width, picture.height);
  if (KEPT.has(file.type) && file.size <= most && longest <= LONGEST_SIDES[0]) return file;
  for (const side of LONGEST_SIDES) {
    const smaller = await drawn(picture, side, file);
    if (smaller && smaller.size <= most) return smaller;
  }
  return file;
}

/** The picture with at most so many pixels on its longer side, called as the file. */
async function drawn(picture: ImageBitmap, side: number, { type, name }: File): Promise<File | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const into = type === 'image/png' || type === 'image/webp' ? 'image/webp' : 'image/jpeg';
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, into, QUALITY));
  return blob && new File([blob], name, { type: blob.type });
}
