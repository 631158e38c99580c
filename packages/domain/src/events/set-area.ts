import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import { id, line, link, optionalLine, wholeNumber } from '../kernel/fields.ts';
import { newId } from '../kernel/ids.ts';
import { FEATURES } from './event-templates.ts';
import { areaOf, gridChanged, gridInput, makeRoom, openGrid } from './grid-change.ts';
import { requireOrganiser } from '../standing/standing.ts';

const MOST_AREAS = 200;

/** Adds an area, or changes the one with `areaId`. Its label is unique in the event, in any case of letters. */
export const setArea = defineAction({
  name: 'set-area',
  input: z.strictObject({
    ...gridInput,
    areaId: id.optional(),
    label: line(20),
    name: optionalLine(120),
    /** null: a commons, which has no limit. */
    seats: wholeNumber(1, 100_000).nullable(),
    features: z.array(z.enum(FEATURES)).max(FEATURES.length).default([]),
    onlineLink: link,
    /** Where it stands among the others; at the end when left out. */
    position: wholeNumber(0, 10_000).optional(),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    const { event, grid } = await openGrid(tx, input.eventId);
    const old = input.areaId === undefined ? undefined : areaOf(grid, input.areaId);
    const label = input.label.toLowerCase();
    if (grid.areas.some((area) => area.id !== old?.id && area.label.toLowerCase() === label))
      throw wrongField('label', 'taken', `Another area is labelled "${input.label}".`);
    if (!old && grid.areas.length >= MOST_AREAS)
      throw new DomainError('too-many', `An event has at most ${MOST_AREAS} areas.`, {
        params: { max: MOST_AREAS },
      });
    const area = {
      id: old?.id ?? newId(),
      label: input.label,
      name: input.name,
      seats: input.seats,
      features: FEATURES.filter((feature) => input.features.includes(feature)),
      onlineLink: input.onlineLink,
      position: input.position ?? old?.position ?? (grid.areas.at(-1)?.position ?? -1) + 1,
    };
    const areas = [...grid.areas.filter((one) => one.id !== area.id), area];
    const displaced = await makeRoom(tx, input, grid, { ...grid, areas });
    const columns = {
      label: area.label,
      name: area.name,
      seats: area.seats,
      features: JSON.stringify(area.features),
      online_link: area.onlineLink,
      position: area.position,
    };
    await (old
      ? tx.updateTable('areas').set(columns).where('id', '=', old.id).execute()
      : tx
          .insertInto('areas')
          .values({ ...columns, id: area.id, event_id: event.id })
          .execute());
    record(gridChanged(event, area.id));
    return { areaId: area.id, displaced };
  },
});
