import { placedIn, type PlenaryView } from '@plenary/domain/plenary/read-plenary.ts';
import { myInterest } from '@plenary/domain/interest/interest-queries.ts';
import { comingRelease } from '@plenary/domain/schedule/release-changes.ts';
import { organises, type Standing } from '@plenary/domain/standing/standing.ts';
import type { Answer } from '#lib/interest/tap.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import type { SolverRunState } from '../../../server/solver-runs.ts';
import type { ControlState, PhoneState, PlenaryState, ShownPitch, ShownRun } from './plenary-state.ts';

/** Who looks: everybody on their phones, the screen in the room, or who leads the room. */
export type Onlooker = 'phone' | 'screen' | 'control';

/**
 * The open plenary as one of the three shows it. Hands are told once a session was called: before,
 * nobody shall be led by numbers. The draft of the day is for the room, and on phones for placing.
 */
export async function plenaryState(
  { app }: Pick<App.Locals, 'app'>,
  eventId: Id,
  onlooker: Onlooker,
): Promise<PlenaryState> {
  const view = await app.plenaries.of(app, eventId);
  const now = timestamp(app.clock.now());
  if (!view) return { now, open: null };
  const { plenary, queue, offers, similar, day } = view;
  const run = app.solverRuns.state(eventId);
  const { step, date, clock, pitchClock, currentId, leadsPlace } = plenary;
  const showsDay = onlooker !== 'phone' || leadsPlace;
  return {
    now,
    open: {
      ...{ step, date, clock, pitchClock, currentId, leadsPlace, offers, similar },
      queue: queue.map((pitch) => shown(pitch, onlooker, currentId)),
      day: showsDay ? await shownDay(app, eventId, day, onlooker) : null,
      run: onlooker !== 'phone' && run && step === 'place' ? shownRun(run) : null,
    },
  };
}

/** The draft of the day; in the room, what a run has found so far, as long as it is neither taken nor dropped. */
async function shownDay(
  app: App.Locals['app'],
  eventId: Id,
  day: PlenaryView['day'],
  onlooker: Onlooker,
): Promise<PlenaryView['day']> {
  const run = app.solverRuns.state(eventId);
  if (!day || onlooker === 'phone' || !run || run.kind === 'failed' || !run.placements) return day;
  return { ...day, placed: await placedIn(app.db, eventId, day, run.placements) };
}

/** The same for one person's phone. */
export async function phoneState(
  locals: Pick<App.Locals, 'app'>,
  { eventId, personId }: Pick<Standing, 'eventId' | 'personId'>,
): Promise<PhoneState> {
  const said = personId ? await myInterest(locals.app.db, eventId, personId) : new Map<Id, Answer>();
  return {
    ...(await plenaryState(locals, eventId, 'phone')),
    said: Object.fromEntries(
      [...said].map(([id, { level, canHelpLead, leads }]) => [id, { level, canHelpLead, leads }]),
    ),
  };
}

/** The same for who leads the room. */
export async function controlState(
  locals: Pick<App.Locals, 'app'>,
  standing: Standing,
): Promise<ControlState> {
  const state = await plenaryState(locals, standing.eventId, 'control');
  const publishes = state.open?.step === 'publish' && organises(standing);
  const coming = publishes ? await comingRelease(locals.app.db, standing.eventId) : null;
  return { ...state, coming: coming && { number: coming.number, changes: coming.changes.length } };
}

function shown(
  { sessionId, headline, leads, state, carried, hands, counted }: PlenaryView['queue'][number],
  onlooker: Onlooker,
  currentId: Id | null,
): ShownPitch {
  const called = state === 'pitched' || sessionId === currentId;
  return {
    ...{ sessionId, headline, state, carried },
    leads: leads.map((lead) => lead.name).join(', '),
    hands: called || onlooker === 'control' ? hands : null,
    counted: called || onlooker === 'control' ? counted : null,
  };
}

function shownRun(run: SolverRunState): ShownRun {
  const { kind, share, placed, served, bound } = run;
  return { kind, share, placed, served, bound };
}
