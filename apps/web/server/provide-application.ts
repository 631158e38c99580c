import type { Application } from './compose.ts';

/*
 * The built pages are a bundle of their own; this is the one place where the process hands the
 * application to them. Only `src/hooks.server.ts` takes it.
 */
const KEY = Symbol.for('plenary.application');

export function provideApplication(application: Application): void {
  Reflect.set(globalThis, KEY, application);
}
