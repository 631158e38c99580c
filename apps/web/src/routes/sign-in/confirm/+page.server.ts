import { fail, redirect } from '@sveltejs/kit';
import { sentForm } from '#lib/server/form.ts';
import { ownPath } from '#lib/server/own-path.ts';
import { takeCookies } from '#lib/server/take-cookies.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the link only shows a button: mail scanners open links too, and must not spend them. */
export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  default: async ({ request, cookies, locals }) => {
    const token = (await sentForm(request)).get('token');
    const headers =
      typeof token === 'string'
        ? await locals.app.accounts.spendSignInLink(token, request.headers)
        : undefined;
    if (!headers) return fail(410, { expired: true });
    takeCookies(headers, cookies);
    const next = ownPath(cookies.get('next'));
    cookies.delete('next', { path: '/', secure: locals.app.site.origin.startsWith('https:') });
    redirect(303, next);
  },
};
