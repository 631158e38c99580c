import { RateLimit } from '#lib/server/rate-limit.ts';

/** Six characters are a thousand million codes: nobody finds one in ten tries. */
export const ATTEND_TRIES = new RateLimit({ most: 10, withinMs: 600_000 }, 10_000);
