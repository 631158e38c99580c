import { valueOf, type Needs } from '../kernel/action.ts';
import type { Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { cleanFileName } from '../materials/clean-file-name.ts';
import type { FileStore } from '../materials/file-store.ts';
import { isSmallOf, PICTURE_TYPES, requireAlternative, type PictureType } from './picture.ts';
import { requirePictureSender } from './picture-policy.ts';
import { readPicture, type CleanPicture } from './read-picture.ts';
import { sendPicture, type NewPicture } from './send-picture.ts';

interface Sent {
  /** As its sender calls it; only for sentences. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The same for lists, as the sender's browser drew it. */
  readonly small?: Uint8Array | undefined;
  readonly alt: string;
  /** It shows nothing that a text would have to say. */
  readonly decorative: boolean;
}

/** Bytes that somebody's pictures, and all of the site, may have together. */
export interface PictureLimits {
  readonly personLimit: number;
  readonly siteLimit: number;
}

/**
 * Takes a picture: looks what it is, cuts out what does not show, keeps it under its hash and notes that; its small version
 * the same way. Throws a DomainError; a file that was kept and is refused then is swept.
 */
export async function takePicture(
  needs: Needs,
  store: FileStore,
  actor: Actor,
  { name, bytes, small: drawn, alt, decorative, ...limits }: Sent & PictureLimits,
): Promise<NewPicture> {
  await requirePictureSender(needs.db, actor);
  const whole = readPicture(bytes);
  requireAlternative({ alt: alt.trim(), decorative }, 'alt');
  const small = drawn ? smallVersion(drawn, whole) : null;
  const kept = { ...(await keep(store, whole)), small: small && (await keep(store, small)) };
  const said = { name: cleanFileName(name), alt, decorative };
  return valueOf(await sendPicture(needs, actor, { ...kept, ...said, ...limits }));
}

type Read = CleanPicture & { readonly type: PictureType };

/** null: it is none, and the picture is kept without. Nobody sees that version chosen, so nobody is told. */
function smallVersion(bytes: Uint8Array, whole: Read): Read | null {
  try {
    const small = readPicture(bytes);
    return isSmallOf(small, whole) ? small : null;
  } catch (problem) {
    if (problem instanceof DomainError) return null;
    throw problem;
  }
}

async function keep(store: FileStore, { type, width, height, bytes }: Read) {
  const uploadId = newId();
  await store.take(uploadId, bytes);
  const { sha256, size } = await store.keep(uploadId, `picture.${PICTURE_TYPES[type]}`);
  return { sha256, type, width, height, size };
}
