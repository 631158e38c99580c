import { redirect } from '@sveltejs/kit';
import { isLocale } from '#lib/paraglide/runtime.js';
import { sentForm } from '#lib/server/form.ts';
import { ownPath } from '#lib/server/own-path.ts';
import type { Actions } from './$types';

const A_YEAR_S = 365 * 86_400;

export const load = () => redirect(303, '/');

export const actions: Actions = {
  default: async ({ request, cookies, locals }) => {
    const form = await sentForm(request);
    const locale = form.get('locale');
    if (isLocale(locale)) {
      cookies.set('locale', locale, {
        maxAge: A_YEAR_S,
        httpOnly: false,
        secure: locals.app.site.origin.startsWith('https:'),
        sameSite: 'lax',
      });
    }
    redirect(303, ownPath(form.get('next')));
  },
};
