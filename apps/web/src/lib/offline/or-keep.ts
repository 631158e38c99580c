import type { SubmitFunction } from '$app/forms';
import { PATIENCE_MS, waitingFormsOf } from './waiting-forms.svelte.ts';

/**
 * For `use:enhance`: sends a form, and where nothing answers keeps it on the device to be sent later.
 * `label` says what it is, from what was typed. Only for forms that `waiting-form.ts` names.
 */
export function orKeep(
  personId: string | null,
  label: (fields: FormData) => string,
  then: SubmitFunction = () => undefined,
): SubmitFunction {
  return async (submit) => {
    const { action, formData, formElement, submitter } = submit;
    const isAside = submitter?.hasAttribute('formaction') ?? false; // a preview, say
    if (personId === null || isAside) return then(submit);
    const waiting = waitingFormsOf(personId);
    waiting.renew(formData);
    const keep = (): void => {
      waiting.keep(action, formData, label(formData));
      formElement.reset();
    };
    if (!navigator.onLine) {
      submit.cancel();
      keep();
      return undefined;
    }
    const timer = setTimeout(() => {
      submit.controller.abort();
      keep();
    }, PATIENCE_MS);
    const settle = await then(submit);
    return async (answer) => {
      clearTimeout(timer);
      const isLost = answer.result.type === 'error' && answer.result.status === undefined;
      if (isLost) keep();
      else await (settle ? settle(answer) : answer.update());
    };
  };
}
