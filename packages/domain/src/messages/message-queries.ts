import type { Selectable } from 'kysely';
import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import type { MessageState, MessageTables } from './message-tables.ts';
import type { TemplateName } from './message.ts';
import { builtInTemplate, type Template } from './templates.ts';

export type Message = Selectable<MessageTables['messages']>;

/** What only a person can get on its way. */
const UNDECIDED = ['held', 'uncertain', 'failed'] as const satisfies readonly MessageState[];

export interface Outbox {
  /** Those that wait for a decision first, then the newest. */
  readonly messages: Message[];
  /** Of all pages. */
  readonly count: number;
  /** Mails that wait for a review, at most 500, the oldest first. */
  readonly held: Id[];
}

/** As many as one decision takes. */
const MOST_HELD = 500;

/** One page of an event's outbox, or with null of the whole site's; pages count from 1. */
export async function outbox(
  db: Db,
  eventId: Id | null,
  { page, perPage }: { page: number; perPage: number },
): Promise<Outbox> {
  const all = eventId ? db.selectFrom('messages').where('event_id', '=', eventId) : db.selectFrom('messages');
  const { count } = await all.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow();
  const messages = await all
    .selectAll()
    .orderBy((eb) => eb.case().when('state', 'in', UNDECIDED).then(0).else(1).end())
    .orderBy('id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  const held = await all.select('id').where('state', '=', 'held').orderBy('id').limit(MOST_HELD).execute();
  return { messages, count: Number(count), held: held.map(({ id }) => id) };
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
