import { json } from '@sveltejs/kit';
import { keepPushDevice } from '@plenary/domain/push/keep-push-device.ts';
import { STATUS_OF } from '@plenary/api/error-status.ts';
import { sentenceFor } from '#lib/server/words.ts';
import type { RequestHandler } from './$types';

type Input = Parameters<typeof keepPushDevice>[2];

/** The key that a browser tells its push service, so that only this site may send to it. */
export const GET: RequestHandler = ({ locals }) => json({ key: locals.app.push.publicKey });

/** Where this browser takes notices, for who is signed in on it. */
export const POST: RequestHandler = async ({ request, locals: { app, actor, signInId } }) => {
  const sent: unknown = await request.json().catch(() => null);
  const { endpoint, p256dh, auth } =
    typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {};
  const device = (request.headers.get('user-agent') ?? '').slice(0, 400);
  const { anywhere } = app.push;
  const input = { endpoint, p256dh, auth, device, anywhere, signInId: signInId ?? '-' } as Input; // the action reads it strictly
  const result = await keepPushDevice(app.needs(), actor, input);
  if (result.ok) return json({ kept: true });
  const { code } = result.error;
  return json({ code, sentence: sentenceFor(result.error) }, { status: STATUS_OF[code] });
};
