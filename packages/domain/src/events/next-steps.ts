import type { Event, Phase } from './event.ts';
import type { Grid } from './grid.ts';

export type NextStep =
  'days' | 'areas' | 'describe' | 'venue' | 'opening' | 'announce' | 'decide' | 'check-in' | 'plenary';

/** What an organiser has to do next, most urgent first; empty when nothing waits for them. Pure. */
export function nextSteps(event: Event, grid: Grid, phase: Phase, undecided: number): NextStep[] {
  if (phase === 'cancelled' || phase === 'past') return [];
  const steps: [NextStep, boolean][] = [
    ['check-in', phase === 'running'],
    ['plenary', phase === 'running' && grid.slots.some((slot) => slot.kind === 'sessions')],
    ['decide', undecided > 0],
    ['describe', event.summary === ''],
    ['venue', event.venueName === ''],
    ['days', grid.slots.length === 0],
    ['areas', grid.areas.length === 0],
    ['opening', event.invitationsOpenAt === null],
    ['announce', phase === 'draft' && grid.days.length > 0],
  ];
  return steps.filter(([, waits]) => waits).map(([step]) => step);
}
