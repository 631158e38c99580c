import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { requirePerson } from '../standing/standing.ts';

/** A person stops notices on one of their own devices. */
export const removePushDevice = defineAction({
  name: 'remove-push-device',
  input: z.strictObject({ deviceId: id }),
  allow: ({ actor }) => void requirePerson(actor),
  run: async ({ tx, actor, input, record }) => {
    const personId = requirePerson(actor);
    const removed = await tx
      .deleteFrom('push_devices')
      .where('id', '=', input.deviceId)
      .where('person_id', '=', personId)
      .returning('id')
      .executeTakeFirst();
    if (!removed) throw notFound('device', input.deviceId);
    record({ kind: 'push-device.removed', eventId: null, subjectId: personId, audience: 'organisers' });
    return removed;
  },
});
