/** Of an outbox that people look through. */
export const MAILS_A_PAGE = 25;
