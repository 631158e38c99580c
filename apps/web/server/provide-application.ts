import type { Application } from './compose.ts';

/*
 * `npm run dev` loads the pages through Vite and the server without it; this is the one place where
 * the server hands the application to them. Only `src/hooks.server.ts` takes it.
 */
const KEY = Symbol.for('plenary.application');

export function provideApplication(application: Application): void {
  Reflect.set(globalThis, KEY, application);
}
