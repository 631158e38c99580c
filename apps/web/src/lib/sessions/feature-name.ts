import { m } from '#lib/paraglide/messages.js';

/** What a session may need, in the reader's words. */
export function featureName(feature: string): string {
  switch (feature) {
    case 'screen':
      return m.sessions_need_screen();
    case 'whiteboard':
      return m.sessions_need_whiteboard();
    case 'quiet':
      return m.sessions_need_quiet();
    case 'step-free':
      return m.sessions_need_step_free();
    default:
      return feature;
  }
}
