import { redirect } from '@sveltejs/kit';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { listPasskeys, listSignIns } from '@plenary/domain/people/account-queries.ts';
import { changeProfile } from '@plenary/domain/people/change-profile.ts';
import { endSignIn } from '@plenary/domain/people/end-sign-in.ts';
import { removePasskey } from '@plenary/domain/people/remove-passkey.ts';
import { listPushDevices } from '@plenary/domain/push/push-queries.ts';
import { removePushDevice } from '@plenary/domain/push/remove-push-device.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { invitationsWithTokens } from '#lib/invitations/my-invitations.ts';
import { asInput } from '#lib/server/form-input.ts';
import { readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { account, app, signInId } = locals;
  if (!account) redirect(303, `/sign-in?next=${url.pathname}`);
  return {
    account,
    locale: account.locale ?? getLocale(),
    signInId,
    now: timestamp(app.clock.now()),
    signIns: await listSignIns(app.db, account.id, timestamp(app.clock.now())),
    invitations: await invitationsWithTokens(locals, account.id),
    pushDevices: await listPushDevices(app.db, account.id),
    passkeys: await listPasskeys(app.db, account.id),
  };
};

export const actions: Actions = {
  profile: async (event) => {
    const { values, key } = await readForm(event);
    const { name, affiliation, locale } = values;
    const result = await changeProfile(
      event.locals.app.needs(key),
      event.locals.actor,
      asInput({ name, affiliation, locale }),
    );
    return result.ok ? { saved: true } : refuse(event, result.error, values);
  },
  endSignIn: async (event) => {
    const { values } = await readForm(event);
    const result = await endSignIn(event.locals.app.needs(), event.locals.actor, {
      signIn: values['signIn'] ?? '',
    });
    return result.ok ? { saved: true } : refuse(event, result.error, values);
  },
  removePushDevice: async (event) => {
    const { values } = await readForm(event);
    const result = await removePushDevice(event.locals.app.needs(), event.locals.actor, {
      deviceId: values['deviceId'] ?? '',
    });
    return result.ok ? { saved: true } : refuse(event, result.error, values);
  },
  removePasskey: async (event) => {
    const { values } = await readForm(event);
    const result = await removePasskey(event.locals.app.needs(), event.locals.actor, {
      passkeyId: values['passkeyId'] ?? '',
    });
    return result.ok ? { saved: true } : refuse(event, result.error, values);
  },
};
