import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

/** The occasions on which Plenary writes to somebody. Each has a template in every language. */
export type TemplateName =
  | 'sign-in'
  | 'request-received'
  | 'invited'
  | 'waitlisted'
  | 'declined'
  | 'confirmed'
  | 'expired'
  | 'withdrawn'
  | 'reminder-to-confirm'
  | 'added-as-lead'
  | 'sessions-moved'
  | 'announcement'
  | 'event-cancelled'
  | 'project-changed'
  | 'notes-missing'
  | 'class-planned';

export interface NewMessage {
  readonly now: Timestamp;
  readonly eventId: Id | null;
  readonly to: {
    readonly personId: Id | null;
    readonly email: string;
    readonly name: string;
    readonly locale: string | null;
  };
  readonly template: TemplateName;
  /**
   * Values for the placeholders of the template. They are inserted as text: nothing in them is
   * Markdown, HTML or a placeholder. `event` (name), `name`, `link`, … see `messages/templates.ts`.
   */
  readonly params: Readonly<Record<string, string>>;
  /** An iCalendar object to attach. */
  readonly calendar?: string;
  /** An address to attach as a picture for cameras; the template shows it where it has `{{code}}`. */
  readonly code?: string;
  /** Two messages with the same key are one message. */
  readonly onceKey?: string;
}
