import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id, line } from '../kernel/fields.ts';
import { eventOfWall } from './wall-link.ts';
import { ROOM_STATUSES } from '../rooms/room-status.ts';
import { writeRoomStatus } from '../rooms/write-room-status.ts';

/** As `say-room-status`, by whoever stands before the sign at an area's door: its secret address is the permission. */
export const sayRoomStatusAtDoor = defineAction({
  name: 'say-room-status-at-door',
  input: z.strictObject({ token: line(200), areaId: id, status: z.enum(ROOM_STATUSES) }),
  allow: async ({ tx, site, input }) => {
    if (!(await eventOfWall(tx, site, input.token))) throw notFound('screen', input.token);
  },
  run: async (work) => {
    const { token, areaId, status } = work.input;
    const eventId = await eventOfWall(work.tx, work.site, token);
    if (!eventId) throw notFound('screen', token);
    await writeRoomStatus(work, { eventId, areaId, status });
  },
});
