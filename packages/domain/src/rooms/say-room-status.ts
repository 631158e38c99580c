import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notAllowed, signInNeeded } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { leads } from '../sessions/session-policy.ts';
import { organises, standingIn } from '../standing/standing.ts';
import { ROOM_STATUSES, runningOrSoon } from './room-status.ts';
import { heldIn, writeRoomStatus } from './write-room-status.ts';

/** Says that an area is free, full or closed, for all who look for it: who leads what runs there, helpers and organisers. */
export const sayRoomStatus = defineAction({
  name: 'say-room-status',
  input: z.strictObject({ eventId: id, areaId: id, status: z.enum(ROOM_STATUSES) }),
  allow: async ({ tx, actor, input, now }) => {
    const standing = await standingIn(tx, actor, input.eventId);
    if (organises(standing) || standing.helper) return;
    if (actor.kind === 'visitor') throw signInNeeded();
    const running = runningOrSoon(await heldIn(tx, input.eventId, input.areaId), now);
    if (running && standing.personId && (await leads(tx, standing.personId, running.sessionId))) return;
    throw notAllowed('Only who leads what runs there now, helpers and organisers may say this.');
  },
  run: (work) => writeRoomStatus(work, work.input),
});
