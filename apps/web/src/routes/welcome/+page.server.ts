import { error, redirect } from '@sveltejs/kit';
import { visitor } from '@plenary/domain/kernel/actor.ts';
import { claimSite } from '@plenary/domain/people/claim-site.ts';
import { readForm, refuse } from '#lib/server/form.ts';
import { m } from '#lib/paraglide/messages.js';
import { takeCookies } from '#lib/server/take-cookies.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
  const token = url.searchParams.get('token');
  if (!token) error(404, m.error_not_found());
  return { token };
};

export const actions: Actions = {
  default: async (event) => {
    const { app } = event.locals;
    const form = await readForm(event);
    const { token = '', name = '', email = '' } = form.values;
    const claimed = await claimSite(app.needs(), visitor, { token, name, email });
    if (!claimed.ok) return refuse(event, claimed.error, form.values);
    const headers = await app.accounts.spendSignInLink(
      await app.accounts.signInToken(claimed.value.email),
      event.request.headers,
    );
    if (headers) takeCookies(headers, event.cookies);
    redirect(303, '/');
  },
};
