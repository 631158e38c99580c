import type { Selectable } from 'kysely';
import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import type { MessageState, MessageTables } from './message-tables.ts';
import type { TemplateName } from './message.ts';
import { builtInTemplate, type Template } from './templates.ts';

export type Message = Selectable<MessageTables['messages']>;

const PAGE = 200;

/** An event's outbox, newest first, at most 200; with a state only those. */
export function listMessages(db: Db, eventId: Id, state?: MessageState): Promise<Message[]> {
  let query = db.selectFrom('messages').selectAll().where('event_id', '=', eventId);
  if (state) query = query.where('state', '=', state);
  return query.orderBy('id', 'desc').limit(PAGE).execute();
}

/** The last mails of the whole site, for an operator without an SMTP server. */
export function listLastMessages(db: Db): Promise<Message[]> {
  return db.selectFrom('messages').selectAll().orderBy('id', 'desc').limit(PAGE).execute();
}

export interface TemplateInUse extends Template {
  readonly own: boolean;
}

/** The words an event uses for an occasion: its own or the built-in ones. */
export async function templateInUse(
  db: Db,
  eventId: Id,
  name: TemplateName,
  locale: string,
): Promise<TemplateInUse> {
  const own = await db
    .selectFrom('message_templates')
    .select(['subject', 'body'])
    .where('event_id', '=', eventId)
    .where('template', '=', name)
    .where('locale', '=', locale)
    .executeTakeFirst();
  return own ? { ...own, own: true } : { ...builtInTemplate(name, locale), own: false };
}
