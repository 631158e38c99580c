import { z } from 'zod';
import { lockRows } from '../database/lock-rows.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound, wrongField } from '../kernel/errors.ts';
import { id, optionalLine } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { requirePerson } from '../standing/standing.ts';
import { isPushAddress, LONGEST_ENDPOINT } from './push-address.ts';

/** Enough for every browser somebody carries; the one that was kept longest ago gives way. */
export const MOST_DEVICES = 8;

/** 65 and 16 bytes, base64url (RFC 8291, 3.2). */
const P256DH = /^[\w-]{87}=?$/;
const AUTH = /^[\w-]{22}={0,2}$/;

/**
 * Notes that a browser takes notices for the person signed in on it. The same browser again replaces
 * what was known of it, also when somebody else has signed in there.
 */
export const keepPushDevice = defineAction({
  name: 'keep-push-device',
  input: z.strictObject({
    signInId: id.or(z.string().min(1).max(64)),
    endpoint: z.string().min(1).max(LONGEST_ENDPOINT),
    p256dh: z.string().regex(P256DH),
    auth: z.string().regex(AUTH),
    /** What the browser says it is. */
    device: optionalLine(400),
    /** For tests with a push service of their own: also http, and addresses that are not public. */
    anywhere: z.boolean().default(false),
  }),
  allow: ({ actor }) => void requirePerson(actor),
  run: async ({ tx, actor, input, now, record }): Promise<{ deviceId: Id }> => {
    const personId = requirePerson(actor);
    if (!isPushAddress(input.endpoint, input.anywhere))
      throw wrongField(
        'endpoint',
        'not-a-link',
        `"${input.endpoint.slice(0, 80)}" is not the address of a push service: https on a public address.`,
      );
    const person = tx.selectFrom('people').select('id').where('id', '=', personId);
    await lockRows(tx, person).execute(); // two of a person's browsers at once are still no more than so many
    const signIn = await tx
      .selectFrom('auth_sessions')
      .select('id')
      .where('id', '=', input.signInId)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (!signIn) throw notFound('sign-in', input.signInId);
    const { endpoint, p256dh, auth, device } = input;
    await tx
      .deleteFrom('push_devices')
      .where((e) => e.or([e('endpoint', '=', endpoint), e('sign_in_id', '=', signIn.id)]))
      .execute();
    const kept = await tx
      .selectFrom('push_devices')
      .select('id')
      .where('person_id', '=', personId)
      .orderBy('id', 'desc')
      .execute();
    const tooMany = kept.slice(MOST_DEVICES - 1).map((one) => one.id);
    if (tooMany.length > 0) await tx.deleteFrom('push_devices').where('id', 'in', tooMany).execute();
    const deviceId = newId();
    await tx
      .insertInto('push_devices')
      .values({
        ...{ id: deviceId, person_id: personId, sign_in_id: signIn.id, endpoint, p256dh, auth, device },
        ...{ kept_at: now, told_at: null, failed_at: null, failure: null },
      })
      .execute();
    record({ kind: 'push-device.kept', eventId: null, subjectId: personId, audience: 'organisers' });
    return { deviceId };
  },
});
