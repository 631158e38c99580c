import type { SessionOutcome } from '@plenary/domain/materials/project-outcomes.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';

/** A session's outcome as the project's page shows it. */
export function outcomeView(outcome: SessionOutcome) {
  const { id, headline, event, hasNotes, decisions, tasks, materials } = outcome;
  return {
    ...{ id, headline, event, hasNotes },
    decisions: renderMarkdown(decisions.map((one) => `- ${one}`).join('\n')),
    tasks: tasks.map(({ id: taskId, what, ownerName, due, done }) => ({
      id: taskId,
      what,
      ownerName,
      due,
      done,
    })),
    materials: materials.map(({ id: materialId, kind, title, link }) => ({
      ...{ id: materialId, kind, title },
      href: link || `/${event.slug}/materials#${materialId}`,
    })),
  };
}

export type OutcomeView = ReturnType<typeof outcomeView>;
