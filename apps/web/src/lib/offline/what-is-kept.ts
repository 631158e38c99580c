/*
 * Which pages a device keeps for when there is no network. Both the service worker and the page that
 * lists them read this; it knows neither of them.
 */

/** Pages as they were last seen. Emptied whenever somebody signs in or out, or changes the language. */
export const PAGES = 'plenary-pages';
/** Shown for a page that is not kept. */
export const OFFLINE_PAGE = '/offline';

/** Forms, and pages that are only true while one is connected: nothing of them is kept. */
const NOT_KEPT =
  /^\/(account|api|check-in|events\/new|invitation|offline|operate|sign-in|sign-out|welcome)(\/|$)/;
/** Of the organisers' pages only the door's is kept: its wifi fails when everybody comes. */
const NOT_KEPT_BELOW = /\/(edit|new|here|organise(?!\/check-in$))(\/|$)/;
/** The form for a proposal: what is sent without a network waits on the device. */
const KEPT_FORM = /^\/[\w-]+\/sessions\/new$/;
const CHANGES_WHO_LOOKS = /^\/(sign-in\/confirm|sign-out|language|account|welcome)(\/|$)/;

/** Whether a page may be kept and shown again without a network. */
export function mayKeep(pathname: string): boolean {
  return KEPT_FORM.test(pathname) || (!NOT_KEPT.test(pathname) && !NOT_KEPT_BELOW.test(pathname));
}

/** Whether sending a form there makes what is kept somebody else's, or another language's. */
export function changesWhoLooks(pathname: string): boolean {
  return CHANGES_WHO_LOOKS.test(pathname);
}

/** The page with the time it was kept, so that it can say how old it is. */
export function withKeptAt(html: string, keptAt: string): string {
  return html.replace(/<html(?=[\s>])/, `<html data-kept-at="${keptAt.replaceAll(/[^\dTZ:.-]/g, '')}"`);
}
