/*
 * On a slow connection people type before the page runs, and hydration would put back what the
 * server sent. What differs from that when the app starts, and what is typed until the page runs, is
 * remembered and put back. A field that nobody touched is left alone: what was seen in it when the
 * app started may be older than what is typed a moment later.
 */

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const CONTROLS = 'input:not([type=hidden], [type=submit], [type=file]), textarea, select';
const typed = new Map<Control, { readonly value: string; readonly checked: boolean }>();

/** Call before hydration. */
export function rememberTyped(): void {
  for (const control of document.querySelectorAll<Control>(CONTROLS))
    if (isTouched(control)) remember(control);
  addEventListener('input', hear, true);
}

/** Call when the page runs: puts back what hydration replaced, and tells the page as typing would. */
export function restoreTyped(): void {
  removeEventListener('input', hear, true);
  for (const [control, { value, checked }] of typed) {
    if (!control.isConnected || (control.value === value && isChecked(control) === checked)) continue;
    control.value = value;
    if (control instanceof HTMLInputElement) control.checked = checked;
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }
  typed.clear();
}

function hear({ target }: Event): void {
  if (target instanceof Element && target.matches(CONTROLS)) remember(target as Control); // CONTROLS are these
}

function remember(control: Control): void {
  typed.set(control, { value: control.value, checked: isChecked(control) });
}

/** Whether it is no longer as the server sent it. */
function isTouched(control: Control): boolean {
  if (control instanceof HTMLSelectElement)
    return [...control.options].some((option) => option.selected !== option.defaultSelected);
  if (control instanceof HTMLInputElement && control.checked !== control.defaultChecked) return true;
  return control.value !== control.defaultValue;
}

function isChecked(control: Control): boolean {
  return control instanceof HTMLInputElement && control.checked;
}
