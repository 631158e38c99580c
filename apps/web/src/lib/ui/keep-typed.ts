import type { SubmitFunction } from '$app/forms';

/** For `use:enhance`: whatever the answer is, the form keeps what was typed. */
export const keepTyped: SubmitFunction =
  () =>
  ({ update }) =>
    update({ reset: false });
