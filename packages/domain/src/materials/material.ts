import { z } from 'zod';
import { line, optionalLine, text } from '../kernel/fields.ts';
import { foldedText } from '../text/fold.ts';

export const MATERIAL_KINDS = ['slides', 'document', 'audio', 'video', 'picture', 'link'] as const;
export type MaterialKind = (typeof MATERIAL_KINDS)[number];

/** Audio and video of people, who were asked whether they want that. */
export const RECORDINGS: readonly MaterialKind[] = ['audio', 'video'];

/** What is said about a material, whatever it consists of. */
export const materialFields = {
  title: line(200),
  description: text(2000),
  licence: optionalLine(100),
  language: optionalLine(35).refine(
    (value) => value === '' || /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value),
    {
      params: { code: 'not-a-choice', choices: 'en, de, zh-Hans' },
    },
  ),
};

/** Files are slides or a document as their owner says; for all else the content decides. */
export const documentKind = z.enum(['slides', 'document']).default('slides');

/** The text that a material is found by. */
export function searchTextOf(parts: readonly string[]): string {
  return foldedText(parts.filter(Boolean).join('\n'));
}

export const RECORDING_TRACK = 'text/vtt';

/** What a material made of files with these types is; undefined when they do not belong together. */
export function kindOfFiles(
  types: readonly string[],
  wanted: 'slides' | 'document',
): Exclude<MaterialKind, 'link'> | undefined {
  const [first, ...others] = new Set(types.filter((type) => type !== RECORDING_TRACK).map(kindOfType));
  if (others.length > 0) return undefined;
  if (first === undefined) return types.length > 0 ? 'document' : undefined;
  return first === 'document' ? wanted : first;
}

function kindOfType(type: string): 'audio' | 'video' | 'picture' | 'document' {
  if (type.startsWith('audio/')) return 'audio';
  if (type.startsWith('video/')) return 'video';
  return type.startsWith('image/') ? 'picture' : 'document';
}
