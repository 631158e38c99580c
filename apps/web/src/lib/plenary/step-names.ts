import type { PlenaryStep } from '@plenary/domain/plenary/plenary-tables.ts';
import { m } from '#lib/paraglide/messages.js';

/** In the order of the morning, as the domain has them. */
export const STEP_NAMES: Readonly<Record<PlenaryStep, () => string>> = {
  write: () => m.plenary_step_write(),
  pitch: () => m.plenary_step_pitch(),
  merge: () => m.plenary_step_merge(),
  place: () => m.plenary_step_place(),
  publish: () => m.plenary_step_publish(),
};

export const STEPS = Object.keys(STEP_NAMES) as PlenaryStep[]; // the record has each of them
