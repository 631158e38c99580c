/** A form that somebody sent without a network, kept on the device until the server has answered. */
export interface WaitingForm {
  /** The form's idempotency key: the server takes it once, however often it is sent. */
  readonly key: string;
  /** Path and query of the action. */
  readonly to: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** What it says, in a few words, for the list of what waits. */
  readonly label: string;
  /** The server has answered that it cannot take it, and why; it is not sent again. */
  readonly refusal?: string;
}

/** What may be sent later: proposals and head counts. What is kept is sent to these pages only, whatever was written into the storage. */
const LATER = /^\/[\w-]+\/(sessions\/new\?\/propose|plenary\?\/propose|sessions\/\w+\?\/heads)$/;

/** The forms that were kept on this device; whatever is not one is dropped. */
export function readWaitingForms(stored: string | null): WaitingForm[] {
  try {
    const list: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(list) ? list.filter(isWaitingForm) : [];
  } catch {
    return [];
  }
}

function isWaitingForm(value: unknown): value is WaitingForm {
  if (typeof value !== 'object' || value === null) return false;
  const { key, to, fields, label }: Partial<Record<keyof WaitingForm, unknown>> = value;
  return (
    typeof key === 'string' &&
    typeof label === 'string' &&
    typeof to === 'string' &&
    LATER.test(to) &&
    Array.isArray(fields) &&
    fields.every((field) => Array.isArray(field) && field.length === 2 && field.every(isText))
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** What was typed, without the form's own fields, for somebody whose form was refused. */
export function typedIn({ fields }: WaitingForm): string {
  return fields
    .filter(([name, value]) => !name.startsWith('_') && value.trim() !== '')
    .map(([, value]) => value)
    .join('\n');
}
