import { m } from '#lib/paraglide/messages.js';
import type { PodcastName } from './podcast-name.ts';

export function podcastWords({ kind, small }: PodcastName): string {
  const what = kind === 'audio' ? m.materials_kind_audio() : m.materials_kind_video();
  return small ? m.materials_podcast_small({ what }) : what;
}
