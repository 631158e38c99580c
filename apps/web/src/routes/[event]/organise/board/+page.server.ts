import { draftBoard, priceCells, type Board } from '@plenary/domain/schedule/draft-board.ts';
import { eventProblem } from '@plenary/domain/schedule/event-problem.ts';
import { NOT_PREFERRED, preferencesOf } from '@plenary/domain/schedule/preferences.ts';
import { setPreferences } from '@plenary/domain/schedule/set-preferences.ts';
import { pinSession } from '@plenary/domain/schedule/pin-session.ts';
import { prepareSolverRun } from '@plenary/domain/schedule/prepare-solver-run.ts';
import { prepareStableRun } from '@plenary/domain/schedule/prepare-stable-run.ts';
import { undoMove } from '@plenary/domain/schedule/undo-move.ts';
import { m } from '#lib/paraglide/messages.js';
import {
  boardNews,
  headlineOf,
  moveInWords,
  moveAsAsked,
  refuseUndo,
} from '#lib/schedule/board-answers.server.ts';
import { proposalOf } from '#lib/schedule/proposal.server.ts';
import { endRun, startRun, takeFound } from '#lib/schedule/run-answers.server.ts';
import { BUDGETS } from '#lib/schedule/run-view.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const { locals, url } = request;
  const { db, solverRuns } = locals.app;
  const draft = await draftBoard(db, event.id);
  const proven = solverRuns.provenBound(event.id, draft.problemKey) ?? Infinity;
  const board = { ...draft, bound: Math.min(draft.bound, proven) };
  const state = solverRuns.state(event.id);
  const pick = url.searchParams.get('pick');
  const picked = board.sessions.find((session) => session.id === pick);
  return {
    board,
    lastMove: lastMoveOf(board),
    news: await boardNews(request, event.id, board.sessions),
    /** There is something that people remember: a run may keep to it. */
    isReleased: (await locals.app.schedules.of(db, event.id)).release !== null,
    run: state && { ...state, placements: undefined, disturbance: undefined },
    proposal: state?.kind === 'done' ? proposalOf(state, board, await eventProblem(db, event.id)) : null,
    picked: picked ? { sessionId: picked.id, prices: await priceCells(db, event.id, picked.id) } : null,
    day: shownDay(board, url.searchParams.get('day'), event.zone, locals),
    preferences: await preferencesOf(db, event.id),
    formKey: newFormKey(),
  };
};

function lastMoveOf({ lastMove, sessions }: Board) {
  if (!lastMove) return null;
  const headline = sessions.find((session) => session.id === lastMove.sessions[0])?.headline ?? '';
  return { by: lastMove.by ?? m.schedule_board_somebody(), words: moveInWords(lastMove, headline) };
}

/** The day that phones show: the one asked for, today, or the first. */
function shownDay(
  { grid }: Board,
  asked: string | null,
  zone: string,
  { app }: App.Locals,
): string | undefined {
  const today = app.clock.now().toZonedDateTimeISO(zone).toPlainDate().toString();
  const day = [asked, today].map((date) => grid.days.find((one) => one.date === date)).find(Boolean);
  return (day ?? grid.days[0])?.date;
}

const WAYS = ['stable', 'scratch'] as const;

export const actions: Actions = {
  place: async (request) => {
    const event = await eventOf(request);
    const { values } = await readForm(request);
    return moveAsAsked(request, event, values);
  },
  pin: async (request) => {
    const event = await eventOf(request);
    const { values } = await readForm(request);
    const [sessionId = '', wish] = (values['pin'] ?? '').split(' ');
    const pinned = wish === 'on';
    const result = await pinSession(request.locals.app.needs(), request.locals.actor, {
      eventId: event.id,
      sessionId,
      pinned,
    });
    if (!result.ok) return refuse(request, result.error, values);
    const headline = await headlineOf(request, event, sessionId);
    return {
      said: pinned
        ? m.schedule_board_said_pinned({ headline })
        : m.schedule_board_said_loosened({ headline }),
    };
  },
  undo: async (request) => {
    const event = await eventOf(request);
    const { values, key } = await readForm(request);
    const result = await undoMove(request.locals.app.needs(key), request.locals.actor, { eventId: event.id });
    return result.ok ? { said: m.schedule_board_said_undone() } : refuseUndo(request, result.error, values);
  },
  run: async (request) => {
    const event = await eventOf(request);
    const { values } = await readForm(request);
    const seconds = BUDGETS.find((one) => String(one) === values['seconds']) ?? BUDGETS[1];
    const { app, actor } = request.locals;
    const prepare = () =>
      values['way'] === 'stable'
        ? prepareStableRun(app, actor, event.id)
        : prepareSolverRun(app.db, actor, event.id);
    return startRun(request, event.id, seconds, prepare, (problem) => refuse(request, problem, values));
  },
  prefer: async (request) => {
    const event = await eventOf(request);
    const { values } = await readForm(request);
    const result = await setPreferences(
      request.locals.app.needs(),
      request.locals.actor,
      asInput({ ...NOT_PREFERRED, ...values, eventId: event.id }),
    );
    return result.ok ? { said: m.schedule_prefer_said() } : refuse(request, result.error, values);
  },
  stop: async (request) => {
    await endRun(request, 'stop');
    return {};
  },
  discard: async (request) => {
    await endRun(request, 'forget');
    return {};
  },
  take: async (request) => {
    const event = await eventOf(request);
    const { values } = await readForm(request);
    const way = WAYS.find((one) => one === values['way']);
    const changed = await takeFound(request, event.id, way);
    return typeof changed === 'number' ? { said: m.schedule_board_said_taken({ count: changed }) } : changed;
  },
};
