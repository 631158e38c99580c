import { valueOf, type Needs } from '../kernel/action.ts';
import type { Actor } from '../kernel/actor.ts';
import { newId } from '../kernel/ids.ts';
import { cleanFileName } from '../materials/clean-file-name.ts';
import type { FileStore } from '../materials/file-store.ts';
import { PICTURE_TYPES, requireAlternative } from './picture.ts';
import { requirePictureSender } from './picture-policy.ts';
import { readPicture } from './read-picture.ts';
import { sendPicture, type NewPicture } from './send-picture.ts';

interface Sent {
  /** As its sender calls it; only for sentences. */
  readonly name: string;
  readonly bytes: Uint8Array;
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
 * Takes a picture: looks what it is, cuts out what does not show, keeps it under its hash and notes that. Throws a
 * DomainError; a file that was kept and is refused then is swept.
 */
export async function takePicture(
  needs: Needs,
  store: FileStore,
  actor: Actor,
  { name, bytes, alt, decorative, ...limits }: Sent & PictureLimits,
): Promise<NewPicture> {
  await requirePictureSender(needs.db, actor);
  const { type, width, height, bytes: clean } = readPicture(bytes);
  requireAlternative({ alt: alt.trim(), decorative }, 'alt');
  const uploadId = newId();
  await store.take(uploadId, clean);
  const { sha256, size } = await store.keep(uploadId, `picture.${PICTURE_TYPES[type]}`);
  const kept = { sha256, type, width, height, size, name: cleanFileName(name) };
  return valueOf(await sendPicture(needs, actor, { ...kept, alt, decorative, ...limits }));
}
