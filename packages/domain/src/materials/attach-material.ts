import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { wrongField } from '../kernel/errors.ts';
import { id, link } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { attachUploads, finishedUploads } from './attach-uploads.ts';
import { documentKind, kindOfFiles, materialFields, searchTextOf, type MaterialKind } from './material.ts';
import { requireAttacher, requireConsent } from './material-policy.ts';

const MOST_FILES = 10;

/** Attaches a link, or files that have arrived, to a session or to the event as a whole. */
export const attachMaterial = defineAction({
  name: 'attach-material',
  input: z.strictObject({
    eventId: id,
    sessionId: id.nullable(),
    ...materialFields,
    kind: documentKind,
    link,
    uploads: z.array(id).max(MOST_FILES).default([]),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireAttacher(tx, actor, input.eventId, input.sessionId);
  },
  run: async ({ tx, actor, input, now, record }): Promise<{ materialId: Id; kind: MaterialKind }> => {
    const { eventId, sessionId, title, description, licence, language } = input;
    const files = await finishedUploads(tx, actor, eventId, input.uploads);
    if (files.length === 0 && input.link === '')
      throw wrongField('link', 'required', 'Choose a file, or give a link.');
    if (files.length > 0 && input.link !== '')
      throw wrongField(
        'link',
        'not-with-files',
        'A material is either files or a link. Try: attach the link as a second one.',
      );
    const kind =
      files.length > 0
        ? kindOfFiles(
            files.map((file) => file.type),
            input.kind,
          )
        : ('link' as const);
    if (!kind)
      throw wrongField(
        'uploads',
        'mixed-files',
        'These files are not one thing in several formats. Try: attach them one by one.',
      );
    await requireConsent(tx, sessionId, kind);
    const materialId = newId();
    const by = actor.kind === 'person' ? actor.personId : null;
    await tx
      .insertInto('materials')
      .values({
        ...{ id: materialId, event_id: eventId, session_id: sessionId, kind, title, description },
        ...{ licence, language, link: input.link },
        search_text: searchTextOf([title, description, ...files.map((file) => file.name)]),
        ...{ attached_at: now, attached_by: by, updated_at: now, hidden_at: null, hidden_by: null },
        ...{ removal_asked_at: null, removal_asked_by: null, removal_reason: '' },
      })
      .execute();
    await attachUploads(tx, materialId, files, 0);
    record({ kind: 'material.attached', eventId, subjectId: materialId, audience: 'organisers' });
    return { materialId, kind };
  },
});
