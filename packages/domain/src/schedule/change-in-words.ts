import type { ReleaseChange, ToldPlace } from './release-changes.ts';

/** One change as a mail or a notice says it, in the event's zone. English, or German for those who read it. */
export function changeInWords(change: ReleaseChange, zone: string, locale: string | null): string {
  const german = locale?.startsWith('de') ?? false;
  if (!change.to) return german ? `„${change.headline}“ fällt aus.` : `“${change.headline}” is cancelled.`;
  const place = placeInWords(change.to, zone, german);
  return german ? `„${change.headline}“ ist jetzt ${place}.` : `“${change.headline}” is now ${place}.`;
}

function placeInWords(place: ToldPlace, zone: string, german: boolean): string {
  const start = Temporal.Instant.from(place.startsAt).toZonedDateTimeISO(zone);
  const when = start.toLocaleString(german ? 'de' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  return german ? `${when} (${zone}) in ${place.areaLabel}` : `${when} (${zone}) in area ${place.areaLabel}`;
}
