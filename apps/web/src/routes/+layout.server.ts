import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({
  account: locals.account,
  openIdName: locals.app.accounts.openIdName,
});
