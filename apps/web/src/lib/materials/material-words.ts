import type { MaterialKind } from '@plenary/domain/materials/material.ts';
import type { Material } from '@plenary/domain/materials/material-queries.ts';
import { m } from '#lib/paraglide/messages.js';

export const MATERIAL_KIND_WORDS: Readonly<Record<MaterialKind, () => string>> = {
  slides: m.materials_kind_slides,
  document: m.materials_kind_document,
  audio: m.materials_kind_audio,
  video: m.materials_kind_video,
  picture: m.materials_kind_picture,
  link: m.materials_kind_link,
};

export const KEPT_WORDS: Readonly<Record<NonNullable<Material['kept']>, () => string>> = {
  hidden: m.materials_kept_hidden,
  withdrawn: m.materials_kept_withdrawn,
  'not-agreed': m.materials_kept_not_agreed,
  refused: m.materials_kept_refused,
};
