import { m } from '#lib/paraglide/messages.js';
import type { Way } from './proposal.server.ts';

export function wayInWords(way: Way): string {
  return way === 'stable' ? m.schedule_solver_stable() : m.schedule_solver_scratch();
}
