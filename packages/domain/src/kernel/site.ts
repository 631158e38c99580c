/** What links in mails and calendars are made of. */
export interface Site {
  /** Where people reach this site: `https://events.example.org`, without a slash at the end. */
  readonly origin: string;
  /** Signs links that nobody may guess; at least 256 bits, kept in the data folder. */
  readonly secret: string;
}
