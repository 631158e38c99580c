import type { MessageState } from '@plenary/domain/messages/message-tables.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a message's state is called. */
export const MESSAGE_STATES: Readonly<Record<MessageState, () => string>> = {
  held: m.outbox_held,
  queued: m.outbox_queued,
  sending: m.outbox_sending,
  sent: m.outbox_sent,
  uncertain: m.outbox_uncertain,
  failed: m.outbox_failed,
  discarded: m.outbox_discarded,
};
