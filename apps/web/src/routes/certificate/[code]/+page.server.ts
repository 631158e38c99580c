import { error } from '@sveltejs/kit';
import { findCertificate } from '@plenary/domain/training/attendance-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { qrPicture } from '#lib/qr/qr-picture.server.ts';
import { dateInWords, datesInWords } from '#lib/when.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
  const { db, site } = locals.app;
  const found = await findCertificate(db, params.code);
  if (!found) error(404, m.error_not_found());
  setHeaders({ 'x-robots-tag': 'noindex' });
  if (found.revokedAt) return { revokedOn: dateInWords(found.revokedAt.slice(0, 10)), certificate: null };
  const { name, course, event, startsOn, endsOn, attended, sessions, issuedAt } = found;
  const address = `${site.origin}/certificate/${params.code.toUpperCase()}`;
  return {
    revokedOn: null,
    certificate: {
      ...{ name, course, event, attended, sessions, address, picture: qrPicture(address) },
      dates: startsOn && endsOn ? datesInWords(startsOn, endsOn) : '',
      issued: dateInWords(issuedAt.slice(0, 10)),
    },
  };
};
