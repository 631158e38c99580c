import { visitor, person, type Actor } from '@plenary/domain/kernel/actor.ts';
import { readSignedNumber, signNumber } from '@plenary/domain/kernel/signed-number.ts';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import type { Application } from '../../../server/compose.ts';
import { filePath } from './material-view.server.ts';

type Names = Parameters<typeof filePath>[0];

const MINUTE_MS = 60_000;
/** Longer than a recording lasts; to the hour, so that an address stays the same for a while and caches know it. */
const GOOD_MINUTES = 240;
const ROUND_MINUTES = 60;
const KEY = 'viewer';

/** Where everybody gets a file, as feeds give it; who may not see it gets nothing there. */
export function publicAddress({ settings }: Application, file: Names): string {
  return settings.filesOrigin + filePath(file);
}

/**
 * Where a person gets a file at the origin of files, which has no cookies: the address says who looks, for some hours.
 * Whether they may see it is asked there again, so that hiding a file ends every address.
 */
export function addressFor({ settings, site, clock }: Application, file: Names, personId: Id): string {
  const until = Math.floor(clock.now().epochMilliseconds / MINUTE_MS) + GOOD_MINUTES;
  const number = Math.ceil(until / ROUND_MINUTES) * ROUND_MINUTES;
  const token = signNumber(site.secret, purposeOf(file.id), { id: personId, number });
  return `${settings.filesOrigin}${filePath(file)}?${KEY}=${token}`;
}

/** Who looks, of a request to the origin of files. */
export function viewerIn({ site, clock }: Application, fileId: Id, url: URL): Actor {
  const signed = readSignedNumber(site.secret, purposeOf(fileId), url.searchParams.get(KEY) ?? '');
  const good = signed !== null && signed.number * MINUTE_MS > clock.now().epochMilliseconds;
  return good ? person(signed.id) : visitor;
}

function purposeOf(fileId: Id): string {
  return `file ${fileId}`;
}
