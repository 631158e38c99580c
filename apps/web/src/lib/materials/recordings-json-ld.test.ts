import { expect, it } from 'vitest';
import type { Material, MaterialFile } from '@plenary/domain/materials/material-queries.ts';
import { recordingsAsJsonLd } from './recordings-json-ld.ts';

const file: MaterialFile = {
  ...{ id: 'f', materialId: 'm', name: 'talk.mp3', type: 'audio/mpeg', size: 900, sha256: '0', chapters: [] },
  duration: 2832,
};
const material: Material = {
  ...{ id: 'm', version: 1, kind: 'audio', title: 'Talk </script>', description: '', licence: 'CC-BY-4.0' },
  ...{ language: 'en', link: '', attachedAt: '2026-03-01T00:00:00.000Z', attachedBy: null, hiddenAt: null },
  event: { id: 'e', slug: 'e', name: 'E' },
  ...{ session: null, files: [file], removalAsked: null, kept: null },
};
const read = (materials: readonly Material[]) => recordingsAsJsonLd(materials, (one) => `/files/${one.name}`);

it('describes public recordings with their length, and ends no element', () => {
  const text = read([
    material,
    { ...material, kept: 'not-agreed' },
    { ...material, kind: 'slides', files: [] },
  ]);
  expect(text).not.toContain('</script>');
  expect(JSON.parse(text ?? '')).toEqual({
    '@context': 'https://schema.org',
    '@graph': [
      {
        ...{ '@type': 'AudioObject', name: 'Talk </script>', uploadDate: '2026-03-01T00:00:00.000Z' },
        ...{ contentUrl: '/files/talk.mp3', encodingFormat: 'audio/mpeg', contentSize: '900' },
        ...{ duration: 'PT2832S', inLanguage: 'en', license: 'CC-BY-4.0' },
      },
    ],
  });
});

it('is nothing where nothing is public, and says no length that nobody knows', () => {
  expect(read([{ ...material, kept: 'hidden' }])).toBeNull();
  expect(read([{ ...material, files: [{ ...file, duration: null }] }])).not.toContain('PT');
});
