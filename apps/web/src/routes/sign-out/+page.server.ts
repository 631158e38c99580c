import { redirect } from '@sveltejs/kit';
import { takeCookies } from '#lib/server/take-cookies.ts';
import type { Actions } from './$types';

export const load = () => redirect(303, '/account');

export const actions: Actions = {
  default: async ({ request, cookies, locals, setHeaders }) => {
    takeCookies(await locals.app.accounts.signOut(request.headers), cookies);
    setHeaders({ 'clear-site-data': '"storage"' });
    redirect(303, '/');
  },
};
