import { fail, type RequestEvent } from '@sveltejs/kit';
import type { Db } from '@plenary/domain/database/db.ts';
import type { Event } from '@plenary/domain/events/event.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { sessionSlotsOf } from '@plenary/domain/events/grid.ts';
import type { DomainError } from '@plenary/domain/kernel/errors.ts';
import { FEATURES, MAX, type Session } from '@plenary/domain/sessions/session.ts';
import { topicsOf } from '@plenary/domain/sessions/session-queries.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { m } from '#lib/paraglide/messages.js';
import { readForm, refuse } from '#lib/server/form.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { dateInWords, timeIn } from '#lib/when.ts';

/*
 * The form of a session, for proposing and for editing. Every control has a name of its own (a box
 * per need, per slot, per lead), so that a refused form comes back exactly as it was filled in.
 */

type Values = Readonly<Record<string, string>>;

/** How many leads can be named at once. */
const LEAD_ROWS = 3;

/** The form as it was sent, and what its action works with. */
export async function readSessionForm(request: RequestEvent<{ event: string }>) {
  const event = await eventOf(request);
  const { values, key } = await readForm(request);
  return { event, values, needs: request.locals.app.needs(key), actor: request.locals.actor };
}

/** The action `preview`: shows the texts as they will look, and everything that was typed. */
export async function previewSession(request: RequestEvent) {
  const { values } = await readForm(request);
  return { preview: previewOf(values), values };
}

/** What the form offers to choose from. */
export async function formChoices(db: Db, event: Event) {
  const grid = await eventGrid(db, event.id);
  return {
    days: grid.days.map((day) => ({
      id: day.id,
      label: dateInWords(day.date),
      closed: day.proposingClosedAt !== null,
      slots: sessionSlotsOf(grid, day.id).map((slot) => ({
        id: slot.id,
        label: `${timeIn(event.zone, slot.startsAt)}–${timeIn(event.zone, slot.endsAt)}`,
      })),
    })),
    features: FEATURES,
    lengths: Array.from({ length: MAX.length }, (_, index) => index + 1),
    leadRows: Array.from({ length: LEAD_ROWS }, (_, index) => index + 1),
    topics: (await topicsOf(db, event.id)).map(({ topic }) => topic),
  };
}

/** A session as the form shows it before anything is typed. */
export function valuesOf(session: Session): Record<string, string> {
  const ticked = (names: readonly string[]) => names.map((name) => [name, 'on'] as const);
  return {
    headline: session.headline,
    problem: session.problem,
    contribution: session.contribution,
    preparation: session.preparation,
    topic: session.topic,
    length: String(session.length),
    dayId: session.dayId ?? '',
    ...Object.fromEntries(ticked(session.needs.map((need) => `need_${need}`))),
    ...Object.fromEntries(ticked(session.unavailableSlotIds.map((id) => `cannot_${id}`))),
    ...Object.fromEntries(ticked(session.leads.map((lead) => `keep_${lead.id}`))),
    ...(session.wantsLead ? { wantsLead: 'on' } : {}),
  };
}

/** What the action takes, from what was typed. */
export function sessionInput(values: Values) {
  const { headline = '', problem, contribution, preparation, topic, length, dayId } = values;
  return {
    headline,
    ...{ problem, contribution, preparation, topic, length },
    needs: FEATURES.filter((feature) => values[`need_${feature}`]),
    wantsLead: values['wantsLead'] !== undefined,
    dayId: dayId || null,
    unavailableSlotIds: idsIn(values, 'cannot_'),
  };
}

/** The leads that were named; rows left empty do not count. */
export function newLeads(values: Values): { name: string; email: string }[] {
  return filledRows(values).map((row) => ({
    name: values[`lead_name_${row}`] ?? '',
    email: values[`lead_email_${row}`] ?? '',
  }));
}

/** The ids whose boxes are ticked: `keep_<id>`. */
export function idsIn(values: Values, prefix: string): string[] {
  return Object.keys(values).flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []));
}

/** The three texts of a session as they look, those that are empty left out. */
export function previewOf(texts: {
  readonly problem?: string;
  readonly contribution?: string;
  readonly preparation?: string;
}): { label: string; html: string }[] {
  return [
    { label: m.sessions_problem(), text: texts.problem },
    { label: m.sessions_contribution(), text: texts.contribution },
    { label: m.sessions_preparation(), text: texts.preparation },
  ].flatMap(({ label, text }) =>
    text?.trim() ? [{ label, html: renderMarkdown(text.slice(0, MAX.text)) }] : [],
  );
}

/** Refuses the form with each sentence at the control that it is about. */
export function refuseSession(event: RequestEvent, problem: DomainError, values: Record<string, string>) {
  const { status, data } = refuse(event, problem, values);
  const rows = filledRows(values);
  const fields: Record<string, string> =
    problem.code === 'proposing-closed' ? { dayId: data.refused.sentence } : {};
  for (const [path, sentence] of Object.entries(data.refused.fields)) {
    const [name = '', index = '', part = ''] = path.split('.');
    if (part && (name === 'leads' || name === 'addLeads'))
      fields[`lead_${part}_${rows[Number(index)] ?? 1}`] = sentence;
    else if (name === 'leads' || name === 'keepLeadIds') fields['leads'] = m.sessions_leads_required();
    else fields[name] = sentence;
  }
  return fail(status, { refused: { ...data.refused, fields } });
}

function filledRows(values: Values): number[] {
  return Array.from({ length: LEAD_ROWS }, (_, index) => index + 1).filter(
    (row) => values[`lead_name_${row}`]?.trim() || values[`lead_email_${row}`]?.trim(),
  );
}
