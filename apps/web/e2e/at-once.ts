/**
 * Milliseconds within which open pages show what has happened: far less than until they would ask by themselves. How soon
 * it is, bench/live.mjs measures; machines that run the journeys are slow at times.
 */
export const AT_ONCE = 8_000;
