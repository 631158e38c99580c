import type { Reason } from '@plenary/domain/agenda/agenda.ts';
import { m } from '#lib/paraglide/messages.js';

/** Why a session is on an agenda, in the reader's words. */
export function reasonName(reason: Reason): string {
  switch (reason) {
    case 'lead':
      return m.agenda_reason_lead();
    case 'must':
      return m.agenda_reason_must();
    case 'want':
      return m.agenda_reason_want();
    case 'maybe':
      return m.agenda_reason_maybe();
  }
}
