import type { Transaction } from '../database/db.ts';
import { enqueueJob } from '../jobs/enqueue-job.ts';
import { newId } from '../kernel/ids.ts';
import { hasMailbox } from '../people/mailbox.ts';
import type { NewMessage } from './message.ts';
import { renderMessage } from './render-message.ts';
import { builtInTemplate, mailLocale, type Template } from './templates.ts';

/** The kind of job that sends one message; its payload is the message's id. */
export const SEND_MESSAGE = 'send-message';

/**
 * Writes a message into the outbox, in the transaction of what it is about. It waits there for
 * review when the event's organisers want that, and is sent by a job otherwise.
 */
export async function queueMessage(tx: Transaction, message: NewMessage): Promise<void> {
  if (!hasMailbox(message.to.email)) return; // let in at the door, by name only
  const locale = mailLocale(message.to.locale);
  const event = message.eventId
    ? await tx
        .selectFrom('events')
        .select('reviews_mail')
        .where('id', '=', message.eventId)
        .executeTakeFirst()
    : undefined;
  const own = message.eventId ? await ownTemplate(tx, message.eventId, message.template, locale) : undefined;
  const rendered = renderMessage(own ?? builtInTemplate(message.template, locale), message.params);
  const held = event?.reviews_mail === 1;
  const row = await tx
    .insertInto('messages')
    .values({
      id: newId(),
      event_id: message.eventId,
      person_id: message.to.personId,
      to_email: message.to.email,
      template: message.template,
      locale,
      ...rendered,
      calendar: message.calendar ?? null,
      code: message.code ?? null,
      state: held ? 'held' : 'queued',
      error: null,
      once_key: message.onceKey ?? null,
      created_at: message.now,
      sent_at: null,
      released_by: null,
    })
    .onConflict((conflict) => conflict.column('once_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row && !held) await enqueueJob(tx, { kind: SEND_MESSAGE, payload: row.id, runAt: message.now });
}

function ownTemplate(
  tx: Transaction,
  eventId: string,
  template: string,
  locale: string,
): Promise<Template | undefined> {
  return tx
    .selectFrom('message_templates')
    .select(['subject', 'body'])
    .where('event_id', '=', eventId)
    .where('template', '=', template)
    .where('locale', '=', locale)
    .executeTakeFirst();
}
