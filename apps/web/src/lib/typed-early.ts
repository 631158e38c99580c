/*
 * On a slow connection people type before the script arrives, and hydration would put back what the
 * server sent. The fields are remembered when the app starts and get their text again once it runs.
 */

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const CONTROLS = 'input:not([type=hidden], [type=submit], [type=file]), textarea, select';
const typed: { control: Control; value: string; checked: boolean }[] = [];

/** Call before hydration. */
export function rememberTyped(): void {
  for (const control of document.querySelectorAll<Control>(CONTROLS)) {
    typed.push({ control, value: control.value, checked: isChecked(control) });
  }
}

/** Call when the page runs: puts back what hydration replaced, and tells the page as typing would. */
export function restoreTyped(): void {
  for (const { control, value, checked } of typed.splice(0)) {
    if (!control.isConnected || (control.value === value && isChecked(control) === checked)) continue;
    control.value = value;
    if (control instanceof HTMLInputElement) control.checked = checked;
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function isChecked(control: Control): boolean {
  return control instanceof HTMLInputElement && control.checked;
}
