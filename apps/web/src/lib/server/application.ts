import type { Application } from '../../../server/compose.ts';

/** The application that `server/main.ts` (or `dev.ts`) composed and provided to this bundle. */
export function takeApplication(): Application {
  const application: unknown = Reflect.get(globalThis, Symbol.for('plenary.application'));
  if (!application) throw new Error('The pages were loaded without an application. Try: npm start');
  return application as Application; // provide-application.ts takes nothing else
}
