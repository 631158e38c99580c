import type { Material } from '@plenary/domain/materials/material-queries.ts';
import { isShownInPlace } from '@plenary/domain/materials/file-types.ts';
import { endingOf } from '@plenary/domain/materials/clean-file-name.ts';
import { listsChapters, type Cue } from '@plenary/domain/materials/webvtt.ts';
import { durationInWords } from './duration-in-words.ts';
import { sizeInWords } from './size-in-words.ts';

/** A material as pages show it; what the viewer may do with it is added by the page. */
export interface MaterialView extends Pick<
  Material,
  'id' | 'kind' | 'title' | 'description' | 'licence' | 'language' | 'link' | 'kept' | 'session' | 'event'
> {
  readonly files: readonly FileView[];
  /** 47 min, of a recording; empty: not known. */
  readonly duration: string;
  readonly attachedBy: string;
  readonly attachedAt: string;
  readonly hidden: boolean;
  readonly removalAsked: { readonly by: string; readonly reason: string } | null;
}

interface FileView {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly type: string;
  /** PDF, 2.4 MB */
  readonly facts: string;
  readonly sha256: string;
  readonly inPlace: boolean;
  /** WebVTT of a recording: words for the ear, or the parts it has. */
  readonly track: 'subtitles' | 'chapters' | null;
  readonly chapters: readonly Cue[];
}

export function materialView(material: Material): MaterialView {
  const { id, kind, title, description, licence, language, link, kept, session, event } = material;
  return {
    ...{ id, kind, title, description, licence, language, link, kept, session, event },
    duration: lasting(material),
    attachedBy: material.attachedBy?.name ?? '',
    attachedAt: material.attachedAt,
    hidden: material.hiddenAt !== null,
    removalAsked: material.removalAsked && {
      by: material.removalAsked.by,
      reason: material.removalAsked.reason,
    },
    files: material.files.map((file) => ({
      ...{ id: file.id, name: file.name, type: file.type, sha256: file.sha256 },
      href: filePath(file),
      facts: `${endingOf(file.name).toUpperCase()}, ${sizeInWords(file.size)}`,
      inPlace: isShownInPlace(file.type),
      track: trackOf(file),
      chapters: file.chapters,
    })),
  };
}

/** Its formats are the same recording: the first that says how long it is speaks for all. */
function lasting({ files }: Material): string {
  const seconds = files.find((file) => file.duration !== null)?.duration;
  return seconds ? durationInWords(seconds) : '';
}

export function filePath(file: {
  readonly id: string;
  readonly materialId: string;
  readonly name: string;
}): string {
  return `/files/${file.materialId}/${file.id}/${encodeURIComponent(file.name)}`;
}

function trackOf({ type, name }: { readonly type: string; readonly name: string }): FileView['track'] {
  if (type !== 'text/vtt') return null;
  return listsChapters(name) ? 'chapters' : 'subtitles';
}
