import { redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { valueOf } from '@plenary/domain/kernel/action.ts';
import { DomainError, wrongField } from '@plenary/domain/kernel/errors.ts';
import { newId, type Id } from '@plenary/domain/kernel/ids.ts';
import { askRemoval } from '@plenary/domain/materials/ask-removal.ts';
import { attachMaterial } from '@plenary/domain/materials/attach-material.ts';
import { ENDINGS } from '@plenary/domain/materials/file-types.ts';
import { hideMaterial } from '@plenary/domain/materials/hide-material.ts';
import { mayAttach } from '@plenary/domain/materials/material-policy.ts';
import { materialsOf } from '@plenary/domain/materials/material-queries.ts';
import { receiveFile } from '@plenary/domain/materials/receive-file.ts';
import { removeMaterial } from '@plenary/domain/materials/remove-material.ts';
import type { Standing } from '@plenary/domain/standing/standing.ts';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { eitherOr, asInput } from '#lib/server/form-input.ts';
import { readForm, refuse, type ReadForm, type Refused } from '#lib/server/form.ts';
import { beginIn, type Place } from './begin-in.server.ts';
import { materialView } from './material-view.server.ts';
import { sizeInWords } from './size-in-words.ts';

/** What a form without script can carry: the server takes two megabytes, and the other fields need some. */
const PLAIN_FORM_BYTES = 1_900_000;
/** Of a file's name in a sentence. */
const LONGEST_NAME = 100;

/** What the form for attaching says of limits, in words. */
export function uploadLimits({ app }: App.Locals) {
  const { fileLimit } = app.settings;
  return {
    file: sizeInWords(fileLimit),
    plain: sizeInWords(Math.min(fileLimit, PLAIN_FORM_BYTES)),
    accept: ENDINGS.map((ending) => `.${ending}`).join(','),
  };
}

/** The materials of an event or session that the viewer may see, and what they may do with each. */
export async function materialsShown(
  { app: { db } }: App.Locals,
  standing: Standing,
  wanted: { readonly eventId: Id; readonly sessionId?: Id },
  organises: boolean,
) {
  const shown = [];
  for (const material of await materialsOf(db, standing, wanted)) {
    const leads = organises || (await mayAttach(db, standing, material.session?.id ?? null));
    const own = material.attachedBy !== null && material.attachedBy.id === standing.personId;
    shown.push({
      ...materialView(material),
      may: { change: leads, remove: organises || (leads && own), hide: organises, ask: leads && !organises },
    });
  }
  return shown;
}

type Answer = Promise<ActionFailure<Refused>>;

/** Attaches what the form of a page holds: a link, files that were sent before it, or files in the form itself. */
export async function attach(event: RequestEvent, sessionId: Id | null): Answer {
  const eventId = await eventIdOf(event);
  const form = await readForm(event);
  const { app, actor } = event.locals;
  try {
    const uploads = await receivedUploads(event.locals, { eventId }, form);
    const { title, description, licence, language, kind, link } = form.values;
    const input = { eventId, sessionId, title, description, licence, language, kind, link, uploads };
    valueOf(await attachMaterial(app.needs(form.key), actor, asInput(input)));
  } catch (problem) {
    if (problem instanceof DomainError) return refuse(event, problem, form.values);
    throw problem;
  }
  redirect(303, `${event.url.pathname}?done=attached`);
}

/** The ids of the form's uploads, all of them whole. Throws a DomainError. */
export async function receivedUploads(locals: App.Locals, place: Place, form: ReadForm): Promise<Id[]> {
  const { app, actor } = locals;
  const ids = form.all('uploads');
  const nameOnly = form.all('files').find((name) => name !== '');
  if (nameOnly !== undefined)
    throw wrongField('uploads', 'not-whole', `Only the name of "${nameOnly}" arrived, not the file.`, {
      name: nameOnly.slice(0, LONGEST_NAME),
    });
  for (const uploadId of ids) await receiveFile(app.needs(), app.files, actor, uploadId);
  for (const file of form.files('files')) {
    const announced = { uploadId: newId(), name: file.name, size: file.size };
    const { uploadId } = valueOf(await beginIn(locals, place, announced));
    await app.files.take(uploadId, new Uint8Array(await file.arrayBuffer()));
    await receiveFile(app.needs(), app.files, actor, uploadId);
    ids.push(uploadId);
  }
  return ids;
}

/** The actions that stand below each material, on every page that lists them. */
export const itemActions = {
  remove: (event: RequestEvent): Answer =>
    doWith(event, 'removed', (form, eventId) => {
      const { app, actor } = event.locals;
      return removeMaterial(
        app.needs(form.key),
        actor,
        asInput({ eventId, materialId: form.values['materialId'] }),
      );
    }),
  hide: (event: RequestEvent): Answer =>
    doWith(
      event,
      (form) => (form.values['hidden'] === 'yes' ? 'hidden' : 'shown'),
      (form, eventId) => {
        const { app, actor } = event.locals;
        const hidden = eitherOr(form.values['hidden'], 'yes', 'no');
        return hideMaterial(
          app.needs(form.key),
          actor,
          asInput({ eventId, materialId: form.values['materialId'], hidden }),
        );
      },
    ),
  ask: (event: RequestEvent): Answer =>
    doWith(event, 'asked', (form, eventId) => {
      const { app, actor } = event.locals;
      const { materialId, reason } = form.values;
      return askRemoval(app.needs(form.key), actor, asInput({ eventId, materialId, reason }));
    }),
};

async function doWith(
  event: RequestEvent,
  done: string | ((form: ReadForm) => string),
  act: (form: ReadForm, eventId: Id) => Promise<{ ok: true } | { ok: false; error: DomainError }>,
): Answer {
  const eventId = await eventIdOf(event);
  const form = await readForm(event);
  const result = await act(form, eventId);
  if (!result.ok) return refuse(event, result.error, form.values);
  redirect(303, `${event.url.pathname}?done=${typeof done === 'string' ? done : done(form)}`);
}

const DONE = ['attached', 'saved', 'removed', 'hidden', 'shown', 'asked', 'consent'] as const;

/** What has just been done, from the address. */
export function doneOf(url: URL): (typeof DONE)[number] | null {
  return DONE.find((one) => one === url.searchParams.get('done')) ?? null;
}
