import type { Transaction } from '../database/db.ts';
import type { Event } from '../events/event.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { Site } from '../kernel/site.ts';
import { queueMessage } from '../messages/queue-message.ts';
import { queuePush } from '../push/queue-push.ts';
import type { Addressee } from '../schedule/session-people.ts';

export interface ToldAnnouncement {
  readonly id: Id;
  readonly text: string;
  readonly endsAt: Timestamp;
  /** What it is about, when it is not for everybody. */
  readonly about:
    | { readonly kind: 'area'; readonly label: string }
    | { readonly kind: 'session'; readonly id: Id; readonly headline: string }
    | null;
}

/** On the devices of these people, for as long as it stands on the screens. */
export async function pushAnnouncement(
  tx: Transaction,
  event: Event,
  announcement: ToldAnnouncement,
  people: readonly Addressee[],
  now: Timestamp,
): Promise<void> {
  const { id, text: body, endsAt, about } = announcement;
  await queuePush(tx, {
    now,
    until: endsAt,
    pushes: people.map((person) => ({
      personId: person.id,
      notice: (language) => ({
        title: about ? `${aboutInWords(about, language)} · ${event.name}` : event.name,
        body,
        path: pathOf(event, announcement),
        tag: `announcement ${id}`,
      }),
    })),
  });
}

/** One mail each, through the outbox; doing it again mails nobody twice. */
export async function mailAnnouncement(
  tx: Transaction,
  site: Site,
  event: Event,
  announcement: ToldAnnouncement,
  people: readonly Addressee[],
  now: Timestamp,
): Promise<void> {
  const { id, text, about } = announcement;
  for (const person of people)
    await queueMessage(tx, {
      now,
      eventId: event.id,
      to: { personId: person.id, email: person.email, name: person.name, locale: person.locale },
      template: 'announcement',
      params: {
        name: person.name,
        event: event.name,
        about: about ? aboutInWords(about, person.locale ?? 'en') : '',
        text,
        link: `${site.origin}${pathOf(event, announcement)}`,
      },
      onceKey: `announcement ${id} ${person.id}`,
    });
}

function pathOf(event: Event, { about }: ToldAnnouncement): string {
  return about?.kind === 'session' ? `/${event.slug}/sessions/${about.id}` : `/${event.slug}/now`;
}

function aboutInWords(about: NonNullable<ToldAnnouncement['about']>, language: string): string {
  if (about.kind === 'session') return about.headline;
  return language.startsWith('de') ? `Bereich ${about.label}` : `Area ${about.label}`;
}
