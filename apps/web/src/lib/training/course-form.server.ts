import { error, type RequestEvent } from '@sveltejs/kit';
import { mayCreateEvents } from '@plenary/domain/events/create-event.ts';
import { notAllowed, signInNeeded, wrongField, type DomainError } from '@plenary/domain/kernel/errors.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import type { CourseText } from '@plenary/domain/training/course.ts';
import { findCourse } from '@plenary/domain/training/course-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { readForm, throwErrorPage } from '#lib/server/form.ts';

type Values = Readonly<Record<string, string>>;
type Asked = Pick<RequestEvent, 'locals' | 'params' | 'url'>;

const MODULE_FIELDS = ['id', 'title', 'minutes', 'objectives', 'description', 'exercises'] as const;
/** Rows that a form offers beyond the modules there are. */
const EMPTY_ROWS = 2;
const MORE_ROWS = 3;
const MOST_ROWS = 60;

/** The course of a page's address. */
export async function courseOf({ locals, params }: Asked) {
  const course = await findCourse(locals.app.db, params['course'] ?? '');
  if (!course) error(404, m.error_not_found());
  return course;
}

/** Shows the error page to those who may not write courses. */
export async function mustWriteCourses(asked: Asked): Promise<void> {
  if (await mayCreateEvents(asked.locals.app.db, asked.locals.actor)) return;
  throwErrorPage(asked, asked.locals.account ? notAllowed('') : signInNeeded());
}

/** A course as the fields of its form, with room for more modules. */
export function formValues(course?: CourseText): Record<string, string> {
  if (!course) return withRows({}, 0, EMPTY_ROWS + 1);
  const { title, description, audience, prerequisites, licence, tags, modules } = course;
  const values = { title, description, audience, prerequisites, licence, tags: tags.join(', ') };
  const rows = modules.map((module) => ({
    ...{ id: module.id, title: module.title, minutes: String(module.minutes) },
    ...{ objectives: module.objectives.join('\n'), description: module.description },
    exercises: module.exercises.join('\n'),
  }));
  return withRows(numbered(values, rows), rows.length, EMPTY_ROWS);
}

/** What was typed, with the modules that say something, in the order that their numbers give. */
export function tidied(typed: Values): Record<string, string> {
  const values = Object.fromEntries(Object.entries(typed).filter(([name]) => !name.startsWith('modules.')));
  return numbered(values, rowsOf(typed));
}

/** The form again with room for more modules. */
export function withMoreRows(typed: Values): Record<string, string> {
  return withRows(tidied(typed), rowsOf(typed).length, MORE_ROWS);
}

/** A tidied form as the actions on courses take it; the action reads and checks each field. */
export function courseInput(values: Values) {
  const { title, description, audience, prerequisites, licence, tags = '', summary } = values;
  return {
    ...{ title, description, audience, prerequisites, licence, summary },
    tags: tags.split(',').filter((tag) => tag.trim() !== ''),
    modules: rowsOf(values).map(({ id, objectives, exercises, ...row }) => ({
      ...row,
      ...(id && { id }),
      objectives: linesOf(objectives),
      exercises: linesOf(exercises),
    })),
  };
}

/** What is wrong with the places that were typed for the modules; an empty one keeps its row's. */
export function wrongOrder(values: Values): DomainError | undefined {
  const wrong = Object.entries(values).find(
    ([name, typed]) =>
      /^modules\.\d{1,3}\.order$/.test(name) && typed.trim() !== '' && placeOf(typed) === null,
  );
  return wrong && wrongField(wrong[0], 'not-a-number', `A place is a number: ${wrong[0]} is none.`);
}

/** The action `more`: the same form with room for more modules. */
export async function moreModules(request: RequestEvent) {
  const { values } = await readForm(request);
  return { values: withMoreRows(values) };
}

/** The action `preview`: shows the Markdown as it will look, and everything that was typed. */
export async function previewCourse(request: RequestEvent) {
  const { values: typed } = await readForm(request);
  const values = tidied(typed);
  const parts = [
    { label: m.training_field_description(), text: values['description'] },
    { label: m.training_field_prerequisites(), text: values['prerequisites'] },
    ...rowsOf(values).map((row) => ({ label: row.title, text: row.description })),
  ];
  return {
    values: withMoreRows(values),
    preview: parts.flatMap(({ label, text }) =>
      text ? { label, html: renderMarkdown(text, { firstHeading: 3 }) } : [],
    ),
  };
}

interface Row extends Record<(typeof MODULE_FIELDS)[number], string> {
  readonly id: string;
}

function rowsOf(values: Values): Row[] {
  const rows = Array.from({ length: rowCount(values) }, (_, index) => {
    const field = (name: string) => values[`modules.${index}.${name}`] ?? '';
    const row = Object.fromEntries(MODULE_FIELDS.map((name) => [name, field(name)])) as unknown as Row; // one entry a field
    return { row, place: placeOf(field('order')) ?? index + 1 };
  });
  return rows
    .filter(({ row }) => MODULE_FIELDS.some((name) => name !== 'id' && row[name].trim() !== ''))
    .toSorted((a, b) => a.place - b.place)
    .map(({ row }) => row);
}

/** Halves are for a module between two others. */
function placeOf(typed: string): number | null {
  const place = Number(typed.replace(',', '.'));
  return typed.trim() !== '' && Number.isFinite(place) ? place : null;
}

function rowCount(values: Values): number {
  const numbers = Object.keys(values).map((name) => Number(/^modules\.(\d{1,3})\./.exec(name)?.[1] ?? -1));
  return Math.min(MOST_ROWS, Math.max(-1, ...numbers) + 1);
}

function numbered(values: Record<string, string>, rows: readonly Row[]): Record<string, string> {
  const fields = rows.flatMap((row, index) =>
    MODULE_FIELDS.map((name) => [`modules.${index}.${name}`, row[name]] as const),
  );
  return { ...values, ...Object.fromEntries(fields) };
}

function withRows(values: Record<string, string>, there: number, more: number): Record<string, string> {
  const empty = Array.from({ length: Math.min(more, MOST_ROWS - there) }, (_, index) => [
    `modules.${there + index}.title`,
    '',
  ]);
  return { ...values, ...Object.fromEntries(empty) };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
