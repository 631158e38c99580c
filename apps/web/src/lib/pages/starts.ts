import { m } from '#lib/paraglide/messages.js';
import { locales } from '#lib/paraglide/runtime.js';

/** Pages that most events want, each with an outline to fill in. */
const STARTS = {
  travel: {
    name: m.pages_start_travel_name,
    about: m.pages_start_travel_about,
    body: m.pages_start_travel_body,
  },
  'house-rules': {
    name: m.pages_start_rules_name,
    about: m.pages_start_rules_about,
    body: m.pages_start_rules_body,
  },
  'who-brings-what': {
    name: m.pages_start_brings_name,
    about: m.pages_start_brings_about,
    body: m.pages_start_brings_body,
  },
} as const;

export type StartKey = keyof typeof STARTS;

export const START_KEYS = Object.keys(STARTS) as readonly StartKey[]; // its own keys

/** What such a page is called, what it is for, and its outline, in the reader's language. */
export function startOf(key: StartKey): { key: StartKey; name: string; about: string; body: string } {
  const { name, about, body } = STARTS[key];
  return { key, name: name(), about: about(), body: body() };
}

/** What such a page is called in every language: whoever began it may read another one. */
export function namesOf(key: StartKey): string[] {
  return locales.map((locale) => STARTS[key].name({}, { locale }));
}

export function isStartKey(key: string | null): key is StartKey {
  return key !== null && Object.hasOwn(STARTS, key);
}
