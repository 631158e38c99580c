import type { Phase } from '@plenary/domain/events/event.ts';
import type { EventKind, EventRole, SlotKind } from '@plenary/domain/events/event-tables.ts';
import { m } from '#lib/paraglide/messages.js';

/** What kinds, slots, features, roles and phases are called. */
export const EVENT_KIND_WORDS: Readonly<Record<EventKind, () => string>> = {
  hackathon: m.events_kind_hackathon,
  unconference: m.events_kind_unconference,
  training: m.events_kind_training,
  conference: m.events_kind_conference,
};

export const SLOT_KIND_WORDS: Readonly<Record<SlotKind, () => string>> = {
  plenary: m.events_slot_plenary,
  sessions: m.events_slot_sessions,
  break: m.events_slot_break,
  social: m.events_slot_social,
};

export const ROLE_WORDS: Readonly<Record<EventRole, () => string>> = {
  organiser: m.events_role_organiser,
  helper: m.events_role_helper,
};

export const PHASE_WORDS: Readonly<Record<Phase, () => string>> = {
  draft: m.events_phase_draft,
  announced: m.events_phase_announced,
  'invitations-open': m.events_phase_invitations_open,
  'invitations-closed': m.events_phase_invitations_closed,
  running: m.events_phase_running,
  past: m.events_phase_past,
  cancelled: m.events_phase_cancelled,
};

/** In the order in which forms and lists show them. */
export const FEATURE_WORDS: Readonly<Record<string, () => string>> = {
  screen: m.events_feature_screen,
  whiteboard: m.events_feature_whiteboard,
  quiet: m.events_feature_quiet,
  'step-free': m.events_feature_step_free,
};

/** A choice made of such words, for a select. */
export function choices(words: Readonly<Record<string, () => string>>): { value: string; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label: label() }));
}

/** What a slot is called on a page: its title, else its kind. */
export function slotName(slot: { readonly title: string; readonly kind: SlotKind }): string {
  return slot.title || SLOT_KIND_WORDS[slot.kind]();
}
