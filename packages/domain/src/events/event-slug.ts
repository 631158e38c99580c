import { slugWords } from '../kernel/slug-words.ts';

/** An event's part of its address. Lower-case letters, digits and single hyphens; 2 to 60 characters. */
export const SLUG_PATTERN = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const SLUG_MIN = 2;
export const SLUG_MAX = 60;

/** First parts of addresses that are pages of the site itself, now or foreseeably. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  'about',
  'account',
  'admin',
  'agenda',
  'api',
  'app',
  'archive',
  'assets',
  'calendar',
  'certificate',
  'check-in',
  'courses',
  'docs',
  'events',
  'favicon.ico',
  'feed',
  'feeds',
  'files',
  'health',
  'help',
  'imprint',
  'invitation',
  'language',
  'live',
  'login',
  'logout',
  'manifest',
  'materials',
  'media',
  'new',
  'notes',
  'offline',
  'operate',
  'people',
  'pictures',
  'posts',
  'privacy',
  'projects',
  'push',
  'robots.txt',
  'search',
  'series',
  'service-worker',
  'set-up',
  'setup',
  'sign-in',
  'sign-out',
  'sitemap',
  'static',
  'tags',
  'uploads',
  'wall',
  'welcome',
  'well-known',
]);

export type SlugFault = 'not-a-slug' | 'reserved';

/** What is wrong with a slug, or null. */
export function slugFault(slug: string): SlugFault | null {
  if (!SLUG_PATTERN.test(slug) || slug.length < SLUG_MIN || slug.length > SLUG_MAX) return 'not-a-slug';
  return RESERVED_SLUGS.has(slug) ? 'reserved' : null;
}

/** A slug made of a name: `Hackathon Köln` in 2026 becomes `hackathon-koln-2026`. Always a valid one. */
export function suggestSlug(name: string, year: string): string {
  const words = slugWords(name, SLUG_MAX - year.length - 1);
  if (!words) return `event-${year}`;
  return words.endsWith(year) && words.length > year.length ? words : `${words}-${year}`;
}
