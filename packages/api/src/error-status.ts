import type { ErrorCode } from '@plenary/domain/kernel/errors.ts';

/** The one map from a domain error's code to an HTTP status; pages and API share it. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  'sign-in-needed': 401,
  'not-allowed': 403,
  'not-found': 404,
  'invalid-input': 422,
  stale: 409,
  'invitations-not-open': 409,
  'invitations-closed': 409,
  'event-full': 409,
  'wrong-state': 409,
  'proposing-closed': 409,
  'already-taken': 409,
  'would-displace': 409,
  'move-refused': 409,
  'nothing-to-undo': 409,
  'nothing-to-release': 409,
  'link-expired': 410,
  'too-many': 429,
  'file-refused': 415,
  'file-misnamed': 415,
  'file-too-large': 413,
  'quota-reached': 413,
  'disk-full': 507,
  'store-unavailable': 503,
  'recording-refused': 409,
};
