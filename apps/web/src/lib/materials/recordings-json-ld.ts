import type { Material, MaterialFile } from '@plenary/domain/materials/material-queries.ts';

/** The recordings of a session that everybody may see, as schema.org describes them; null: there are none. */
export function recordingsAsJsonLd(
  materials: readonly Material[],
  addressOf: (file: MaterialFile) => string,
): string | null {
  const graph = materials
    .filter((material) => material.kept === null)
    .flatMap((material) => {
      const file = material.files.find((one) => /^(audio|video)\//.test(one.type));
      return file ? [recording(material, file, addressOf(file))] : [];
    });
  if (graph.length === 0) return null;
  // "</script>" and "<!--" in somebody's text must not end the element (HTML, script data state).
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': graph }).replaceAll(
    '<',
    String.raw`\u003c`,
  );
}

function recording(material: Material, file: MaterialFile, contentUrl: string) {
  const { title, description, licence, language, attachedAt: uploadDate } = material;
  return {
    '@type': material.kind === 'video' ? 'VideoObject' : 'AudioObject',
    name: title,
    ...(description && { description }),
    ...{ uploadDate, contentUrl, encodingFormat: file.type, contentSize: String(file.size) },
    ...(file.duration !== null && { duration: `PT${file.duration}S` }),
    ...(language && { inLanguage: language }),
    ...(licence && { license: licence }),
  };
}
