/**
 * The file that is pasted. What comes with its words as well is text: tables and slides bring a drawing of themselves
 * along.
 */
export function pastedFile(event: ClipboardEvent): File | undefined {
  const data = event.clipboardData;
  return data?.types.includes('text/plain') ? undefined : data?.files[0];
}

/** The file that is dropped, of whatever kind: a browser would leave the page for one that nobody takes. */
export function droppedFile(event: DragEvent): File | undefined {
  return event.dataTransfer?.files[0];
}
