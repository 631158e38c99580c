import type { Attachment } from 'svelte/attachments';

/** For a form with a field `zone`: the reader's own zone, unless one is there, maybe typed before the page could run. */
export const guessZone: Attachment<HTMLFormElement> = (form) => {
  const field = form.elements.namedItem('zone');
  if (field instanceof HTMLInputElement && field.value === '')
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
};
