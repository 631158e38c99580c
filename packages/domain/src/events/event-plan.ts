import type { Insertable, Selectable } from 'kysely';
import type { Transaction } from '../database/db.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { eventGrid, eventOrganisations } from './event-queries.ts';
import type { EventTables } from './event-tables.ts';
import { eventTemplate, type TemplateId, type TemplateLocale } from './event-templates.ts';
import { daysBetween, instantAt, localSlotTimes, shiftDays, slotTimes } from './slot-times.ts';

type New<Table extends keyof EventTables> = Omit<Insertable<EventTables[Table]>, 'event_id'>;

/** Everything a new event starts with, before it has an id. */
export interface EventPlan {
  /** null: it begins a series of its own. */
  readonly seriesId: Id | null;
  readonly settings: Pick<
    Insertable<EventTables['events']>,
    | 'kind'
    | 'summary'
    | 'description'
    | 'audience'
    | 'topics'
    | 'venue_name'
    | 'venue_address'
    | 'travel'
    | 'capacity'
    | 'invitations_open_at'
    | 'cut_off_at'
    | 'confirm_days'
    | 'invites_next_itself'
    | 'reviews_mail'
    | 'no_show_regulars'
    | 'no_show_newcomers'
    | 'pages_by'
  >;
  readonly days: readonly Omit<New<'event_days'>, 'proposing_closed_at'>[];
  readonly slots: readonly New<'slots'>[];
  readonly areas: readonly New<'areas'>[];
  readonly closures: readonly Insertable<EventTables['area_closures']>[];
  readonly organisations: readonly New<'event_organisations'>[];
}

interface Start {
  readonly startDate: string;
  readonly zone: string;
  readonly locale: TemplateLocale;
}

/** Published no-show figures of free events, in per cent: people who came before, and newcomers. */
export const PUBLISHED_NO_SHOWS = { regulars: 11, newcomers: 32 };

/** Requests close this many days before the first day, unless the organiser says otherwise. */
const CUT_OFF_DAYS = 16;

export function planFromTemplate(id: TemplateId, start: Start): EventPlan {
  const template = eventTemplate(id, start.locale);
  const first = Temporal.PlainDate.from(start.startDate);
  const days = template.days.map((slots, index) => ({
    id: newId(),
    date: first.add({ days: index }).toString(),
    slots,
  }));
  return {
    seriesId: null,
    settings: {
      kind: template.kind,
      summary: '',
      description: '',
      audience: '',
      topics: '[]',
      venue_name: '',
      venue_address: '',
      travel: '',
      capacity: template.capacity,
      invitations_open_at: null,
      cut_off_at: instantAt(first.subtract({ days: CUT_OFF_DAYS }).toString(), '23:59', start.zone),
      confirm_days: template.confirmDays,
      invites_next_itself: 0,
      reviews_mail: 0,
      no_show_regulars: PUBLISHED_NO_SHOWS.regulars,
      no_show_newcomers: PUBLISHED_NO_SHOWS.newcomers,
    },
    days: days.map(({ id, date }) => ({ id, date })),
    slots: days.flatMap(({ id, date, slots }) =>
      slots.flatMap((slot) => {
        const times = slotTimes({ date, start: slot.start, end: slot.end }, start.zone);
        return times
          ? {
              id: newId(),
              day_id: id,
              kind: slot.kind,
              title: slot.title,
              starts_at: times.startsAt,
              ends_at: times.endsAt,
            }
          : []; // only where a zone changes its clock by hours in the middle of a working day
      }),
    ),
    areas: template.areas.map((area, position) => ({
      id: newId(),
      label: area.label,
      name: area.name,
      seats: area.seats,
      features: JSON.stringify(area.features),
      online_link: '',
      position,
    })),
    closures: [],
    organisations: [],
  };
}

/** Days, slots, areas, organisations and settings of an event, at the same local times from a new first day on. */
export async function planFromClone(tx: Transaction, sourceId: Id, start: Start): Promise<EventPlan> {
  const source = await tx
    .selectFrom('events')
    .selectAll()
    .where('id', '=', sourceId)
    .executeTakeFirstOrThrow();
  const grid = await eventGrid(tx, sourceId);
  const organisations = await eventOrganisations(tx, sourceId);
  const shift = daysBetween(grid.days[0]?.date ?? start.startDate, start.startDate);
  const newIds = new Map([...grid.days, ...grid.slots, ...grid.areas].map(({ id }) => [id, newId()]));
  const renewed = (id: Id): Id => newIds.get(id) ?? newId();
  const newDate = (date: string) => Temporal.PlainDate.from(date).add({ days: shift }).toString();
  return {
    seriesId: source.series_id,
    settings: {
      ...settingsOf(source),
      invitations_open_at: null,
      cut_off_at: source.cut_off_at && shiftDays(source.cut_off_at, shift, source.zone, start.zone),
    },
    days: grid.days.map((day) => ({ id: renewed(day.id), date: newDate(day.date) })),
    slots: grid.slots.flatMap((slot) => {
      const date = grid.days.find((day) => day.id === slot.dayId)?.date ?? start.startDate;
      const times = slotTimes(
        { ...localSlotTimes(slot, date, source.zone), date: newDate(date) },
        start.zone,
      );
      return times
        ? {
            id: renewed(slot.id),
            day_id: renewed(slot.dayId),
            kind: slot.kind,
            title: slot.title,
            starts_at: times.startsAt,
            ends_at: times.endsAt,
          }
        : [];
    }),
    areas: grid.areas.map((area) => ({
      id: renewed(area.id),
      label: area.label,
      name: area.name,
      seats: area.seats,
      features: JSON.stringify(area.features),
      online_link: area.onlineLink,
      position: area.position,
    })),
    closures: grid.closures.map((closure) => ({
      area_id: renewed(closure.areaId),
      slot_id: renewed(closure.slotId),
    })),
    organisations: organisations.map((organisation, position) => ({
      ...organisation,
      id: newId(),
      position,
    })),
  };
}

function settingsOf(source: Selectable<EventTables['events']>): EventPlan['settings'] {
  return {
    kind: source.kind,
    summary: source.summary,
    description: source.description,
    audience: source.audience,
    topics: source.topics,
    venue_name: source.venue_name,
    venue_address: source.venue_address,
    travel: source.travel,
    capacity: source.capacity,
    invitations_open_at: source.invitations_open_at,
    cut_off_at: source.cut_off_at,
    confirm_days: source.confirm_days,
    invites_next_itself: source.invites_next_itself,
    reviews_mail: source.reviews_mail,
    no_show_regulars: source.no_show_regulars,
    no_show_newcomers: source.no_show_newcomers,
    pages_by: source.pages_by,
  };
}
