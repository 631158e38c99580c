import type { DomainError, FieldIssue } from '@plenary/domain/kernel/errors.ts';
import { m } from '#lib/paraglide/messages.js';

type Words = (params: Record<string, string | number>) => string;

/** Words for each way in which a field can be wrong. */
const FIELD_WORDS: Readonly<Record<FieldIssue['code'], Words>> = {
  required: () => m.field_required(),
  'too-long': ({ max }) => m.field_too_long({ max: Number(max) }),
  'too-many': ({ max }) => m.field_too_many({ max: Number(max) }),
  'too-short': ({ min }) => m.field_too_short({ min: Number(min) }),
  'too-small': ({ min }) => m.field_too_small({ min: Number(min) }),
  'too-large': ({ max }) => m.field_too_large({ max: Number(max) }),
  'not-an-email': () => m.field_not_an_email(),
  'not-a-date': () => m.field_not_a_date(),
  'not-a-time': () => m.field_not_a_time(),
  'not-a-zone': () => m.field_not_a_zone(),
  'not-a-link': () => m.field_not_a_link(),
  'not-a-choice': ({ choices }) => m.field_not_a_choice({ choices: String(choices ?? '') }),
  'not-a-number': () => m.field_not_a_number(),
  'not-a-slug': () => m.field_not_a_slug(),
  'control-characters': () => m.field_control_characters(),
  'direction-override': () => m.field_direction_override(),
  'unknown-field': () => m.field_unknown(),
  'before-start': () => m.field_before_start(),
  taken: () => m.field_taken(),
  'wrong-type': () => m.field_wrong_type(),
  'in-the-past': () => m.events_field_in_the_past(),
  'too-late': () => m.events_field_too_late(),
  overlaps: ({ start, end }) => m.events_field_overlaps({ start: String(start), end: String(end) }),
  'wrong-code': () => m.check_in_wrong_code(),
  'old-code': () => m.check_in_old_code(),
  'not-now': ({ from, until }) => m.training_field_not_now({ from: String(from), until: String(until) }),
  reserved: () => m.events_field_reserved(),
  'not-with-files': () => m.materials_field_not_with_files(),
  'mixed-files': () => m.materials_field_mixed_files(),
  'not-an-address': ({ address }) => m.posts_field_not_an_address({ address: String(address) }),
  'own-address': ({ address }) => m.posts_field_own_address({ address: String(address) }),
  'address-taken': ({ address }) => m.posts_field_address_taken({ address: String(address) }),
  'not-an-export': ({ reason }) => exportRefusal(String(reason)),
  'not-whole': ({ name }) => m.materials_field_not_whole({ name: String(name) }),
  'not-a-picture': () => m.pictures_error_no_picture(),
  'damaged-picture': () => m.pictures_error_damaged(),
  'picture-metadata': () => m.pictures_error_metadata(),
  'too-many-pixels': ({ width, height, max }) =>
    m.pictures_error_pixels({ width: Number(width), height: Number(height), max: Number(max) }),
  'too-many-bytes': ({ size, max }) => m.pictures_error_bytes({ size: Number(size), max: Number(max) }),
  'person-pictures': ({ name, size, max }) =>
    m.pictures_error_person({ name: String(name), size: Number(size), max: Number(max) }),
  'site-pictures': ({ name, size, max }) =>
    m.pictures_error_site({ name: String(name), size: Number(size), max: Number(max) }),
  'no-alternative': () => m.pictures_error_alternative(),
  'no-picture': () => m.pictures_error_gone(),
};

function exportRefusal(reason: string): string {
  if (reason === 'broken-off') return m.posts_import_broken_off();
  if (reason === 'document-type') return m.posts_import_document_type();
  return reason === 'too-large' ? m.posts_import_too_large() : m.posts_import_not_an_export();
}

/** Words for each code that does not need the sentence the domain wrote; others fall back to that. */
const ERROR_WORDS: Readonly<Partial<Record<DomainError['code'], Words>>> = {
  'sign-in-needed': () => m.error_sign_in_needed(),
  'not-allowed': () => m.error_not_allowed(),
  'not-found': () => m.error_not_found(),
  'invalid-input': () => m.error_invalid_input(),
  stale: () => m.error_stale(),
  'link-expired': () => m.error_link_expired(),
  'too-many': () => m.error_too_many(),
  'nothing-to-undo': () => m.error_nothing_to_undo(),
  'nothing-to-release': () => m.error_nothing_to_release(),
  'proposing-closed': () => m.error_proposing_closed(),
  'event-full': () => m.error_event_full(),
  'invitations-closed': () => m.error_invitations_closed(),
  'invitations-not-open': () => m.error_invitations_not_open(),
  'wrong-state': () => m.error_wrong_state(),
  'file-refused': ({ name, type, endings }) =>
    m.materials_error_refused({ name: String(name), type: String(type), endings: String(endings) }),
  'file-misnamed': ({ name, type, endings }) =>
    m.materials_error_misnamed({ name: String(name), type: String(type), endings: String(endings) }),
  'file-too-large': ({ name, size, max }) =>
    m.materials_error_too_large({ name: String(name), size: Number(size), max: Number(max) }),
  'quota-reached': ({ name, size, left }) =>
    m.materials_error_quota({ name: String(name), size: Number(size), left: Number(left) }),
  'disk-full': () => m.materials_error_disk_full(),
  'store-unavailable': () => m.materials_error_store(),
  'recording-refused': ({ headline }) => m.materials_error_recording({ headline: String(headline) }),
};

/** What to tell the person, in their language; the domain's English sentence where it says more. */
export function sentenceFor(error: DomainError): string {
  return ERROR_WORDS[error.code]?.(error.params) ?? error.message;
}

/** The first complaint about each field, by its name in the form. */
export function fieldSentences(error: DomainError): Record<string, string> {
  const sentences: Record<string, string> = {};
  for (const { path, code, params } of error.fields) {
    const sentence = FIELD_WORDS[code](params);
    sentences[path] ??= sentence;
    sentences[path.replace(/\.\d+$/, '')] ??= sentence; // a control that takes a list has one name
  }
  return sentences;
}
