import { error, redirect } from '@sveltejs/kit';
import { mailSignInLink } from '@plenary/domain/people/mail-sign-in-link.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { readForm, refuse } from '#lib/server/form.ts';
import { ownPath } from '#lib/server/own-path.ts';
import { takeCookies } from '#lib/server/take-cookies.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const next = ownPath(url.searchParams.get('next'));
  if (locals.account) redirect(303, next);
  return { next, failed: url.searchParams.has('error') };
};

export const actions: Actions = {
  mail: async (event) => {
    const { app } = event.locals;
    const form = await readForm(event);
    const result = await mailSignInLink(
      { ...app.needs(), accounts: app.accounts },
      { email: form.values['email'] ?? '', locale: getLocale() },
    );
    if (!result.ok) return refuse(event, result.error, form.values);
    // Where to go afterwards waits in this browser: the link itself says nothing but who may come in.
    event.cookies.set('next', ownPath(event.url.searchParams.get('next')), {
      httpOnly: true,
      sameSite: 'lax',
      maxAge: 900,
      secure: app.site.origin.startsWith('https:'),
    });
    return { mailedTo: result.value.email, toFolder: !app.settings.smtpUrl };
  },
  openId: async (event) => {
    if (event.locals.app.accounts.openIdName === undefined) error(404, m.error_not_found());
    const { url, headers } = await event.locals.app.accounts.openIdAddress(event.request.headers);
    takeCookies(headers, event.cookies);
    redirect(303, url, { external: true });
  },
};
