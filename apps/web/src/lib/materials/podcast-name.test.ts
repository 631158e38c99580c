import type { MaterialFile } from '@plenary/domain/materials/material-queries.ts';
import { expect, it } from 'vitest';
import { podcastCalled, podcastFile, PODCASTS, readPodcastName } from './podcast-name.ts';

function file(name: string, type: string, size: number): MaterialFile {
  return { id: name, name, type, size } as MaterialFile; // of the rest nothing is asked
}

it('reads the names in addresses, and no others', () => {
  expect(PODCASTS.map(podcastCalled)).toEqual(['audio', 'audio-small', 'video', 'video-small']);
  expect(PODCASTS.map((name) => readPodcastName(podcastCalled(name)))).toEqual(PODCASTS);
  for (const wrong of ['', 'slides', 'audio-', 'audio-small-small', 'small'])
    expect(readPodcastName(wrong)).toBe(undefined);
});

it('offers the largest of the type that most players take, or the smallest of all', () => {
  const files = [
    file('talk.wav', 'audio/wav', 90),
    file('talk.ogg', 'audio/ogg', 5),
    file('low.mp3', 'audio/mpeg', 7),
    file('talk.mp3', 'audio/mpeg', 20),
    file('talk.vtt', 'text/vtt', 1),
    file('hd.webm', 'video/webm', 800),
    file('sd.mp4', 'video/mp4', 300),
  ];
  expect(PODCASTS.map((name) => podcastFile(files, name)?.name)).toEqual([
    ...['talk.mp3', 'talk.ogg'],
    ...['sd.mp4', 'sd.mp4'],
  ]);
  expect(podcastFile([file('slides.pdf', 'application/pdf', 1)], { kind: 'audio', small: true })).toBe(
    undefined,
  );
});
