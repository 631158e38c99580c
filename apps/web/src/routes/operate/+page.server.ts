import { requireSiteOwner } from '@plenary/domain/standing/standing.ts';
import { listDeadJobs } from '@plenary/domain/jobs/job-queries.ts';
import { reviveJob } from '@plenary/domain/jobs/revive-job.ts';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { decideMessages } from '@plenary/domain/messages/decide-messages.ts';
import { outbox } from '@plenary/domain/messages/message-queries.ts';
import { letWriteProjects } from '@plenary/domain/projects/let-write-projects.ts';
import { projectWriters } from '@plenary/domain/projects/project-policy.ts';
import { MAILS_A_PAGE } from '#lib/messages/mails-a-page.ts';
import { pageNumber } from '#lib/posts/page-number.ts';
import { asInput } from '#lib/server/form-input.ts';
import { readForm, refuse, throwErrorPage } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { app, actor } = request.locals;
  await requireSiteOwner(app.db, actor).catch((problem: unknown) => {
    if (problem instanceof DomainError) throwErrorPage(request, problem);
    throw problem;
  });
  const page = pageNumber(request.url);
  const { messages, count } = await outbox(app.db, null, { page, perPage: MAILS_A_PAGE });
  return {
    smtp: Boolean(app.settings.smtpUrl),
    mailFolder: `${app.settings.dataFolder}/mails`,
    database: app.settings.databaseUrl ? 'PostgreSQL' : `SQLite, ${app.settings.dataFolder}`,
    origin: app.site.origin,
    // Without a mail server this page is the mailbox; with one, letters stay between sender and reader.
    messages: messages.map(({ html: _html, calendar: _calendar, text, ...message }) => ({
      ...message,
      text: app.settings.smtpUrl ? '' : text,
    })),
    page,
    pages: Math.ceil(count / MAILS_A_PAGE),
    deadJobs: await listDeadJobs(app.db),
    projectWriters: await projectWriters(app.db),
  };
};

export const actions: Actions = {
  projects: async (event) => {
    const form = await readForm(event);
    const result = await letWriteProjects(event.locals.app.needs(form.key), event.locals.actor, {
      who: form.values['attendees'] === 'on' ? 'attendees' : 'organisers',
    });
    return result.ok ? { saved: true } : refuse(event, result.error, form.values);
  },
  decide: async (event) => {
    const form = await readForm(event);
    const { messageId = '', eventId, decision } = form.values;
    const result = await decideMessages(
      event.locals.app.needs(form.key),
      event.locals.actor,
      asInput({ eventId: eventId || null, messageIds: [messageId], decision }),
    );
    return result.ok ? { done: true } : refuse(event, result.error, form.values);
  },
  revive: async (event) => {
    const form = await readForm(event);
    const result = await reviveJob(event.locals.app.needs(form.key), event.locals.actor, {
      jobId: form.values['jobId'] ?? '',
    });
    return result.ok ? { done: true } : refuse(event, result.error, form.values);
  },
};
