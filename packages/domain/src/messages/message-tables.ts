import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

/**
 * held: waits for an organiser's review. queued: a job will send it. sending: handed to the mail
 * server, no answer yet. uncertain: the process ended while sending, so it may have gone out; only a
 * person sends it again.
 */
export type MessageState = 'held' | 'queued' | 'sending' | 'sent' | 'uncertain' | 'failed' | 'discarded';

export interface MessageTables {
  messages: {
    id: Id;
    event_id: Id | null;
    person_id: Id | null;
    to_email: string;
    template: string;
    locale: string;
    subject: string;
    text: string;
    html: string;
    /** An iCalendar attachment, when it helps. */
    calendar: string | null;
    /** An address to attach as a picture, for cameras at the door. */
    code: string | null;
    state: MessageState;
    error: string | null;
    /** Two messages with the same key are one message. */
    once_key: string | null;
    created_at: Timestamp;
    sent_at: Timestamp | null;
    released_by: Id | null;
  };
  message_templates: {
    event_id: Id;
    template: string;
    locale: string;
    subject: string;
    body: string;
    version: Generated<number>;
  };
}
