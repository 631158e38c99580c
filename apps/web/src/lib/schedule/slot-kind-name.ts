import type { GridSlot } from '@plenary/domain/events/grid.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a slot without a title is called. */
export function slotKindName(kind: GridSlot['kind']): string {
  switch (kind) {
    case 'plenary':
      return m.events_slot_plenary();
    case 'sessions':
      return m.events_slot_sessions();
    case 'break':
      return m.events_slot_break();
    case 'social':
      return m.events_slot_social();
  }
}
