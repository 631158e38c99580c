import { existsSync } from 'node:fs';

const installed = (...names: string[]): string | undefined =>
  names.map((name) => `/usr/bin/${name}`).find((path) => existsSync(path));

const whole = installed('chromium', 'chromium-browser', 'google-chrome');
/** The same browser without windows, where there is one: it takes a third less time. */
const windowless = installed('chromium-headless-shell') ?? whole;
if (!whole || !windowless)
  throw new Error('The journeys need Chromium. Try: apt-get update && apt-get install -y chromium');

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const WINDOWLESS = { executablePath: windowless, args: ARGS };
/** For what only a browser with windows does: showing notices. */
export const WHOLE = { executablePath: whole, args: ARGS };
