import type { MaterialFile } from '@plenary/domain/materials/material-queries.ts';

/** One of the podcasts that an event or the site has: an item has one enclosure, so each quality is a feed. */
export interface PodcastName {
  readonly kind: 'audio' | 'video';
  /** Of several files, the smallest: for phones on the way. */
  readonly small: boolean;
}

export const PODCASTS: readonly PodcastName[] = [
  { kind: 'audio', small: false },
  { kind: 'audio', small: true },
  { kind: 'video', small: false },
  { kind: 'video', small: true },
];

/** The types that players take, those that most of them take first. */
const PREFERRED = {
  audio: ['audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/flac', 'audio/wav'],
  video: ['video/mp4', 'video/webm', 'video/ogg'],
} as const;

/** As it is written in addresses: `audio`, `video-small`. */
export function podcastCalled({ kind, small }: PodcastName): string {
  return small ? `${kind}-small` : kind;
}

export function readPodcastName(called: string): PodcastName | undefined {
  return PODCASTS.find((name) => podcastCalled(name) === called);
}

/** The file of a recording that a podcast offers: the smallest, or the largest of the type that most players take. */
export function podcastFile(
  files: readonly MaterialFile[],
  { kind, small }: PodcastName,
): MaterialFile | undefined {
  const types: readonly string[] = PREFERRED[kind];
  const fitting = files.filter(({ type }) => types.includes(type));
  return fitting.toSorted((a, b) =>
    small ? a.size - b.size : types.indexOf(a.type) - types.indexOf(b.type) || b.size - a.size,
  )[0];
}
