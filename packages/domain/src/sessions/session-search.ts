import type { SessionLead } from './session.ts';

/** The words of a search, as {@link matchesWords} compares them: case and accents do not count. */
export function searchWords(search: string): string[] {
  return folded(search).split(/\s+/).filter(Boolean);
}

/** Whether headline, text, topic and leads' names together contain every word. */
export function matchesWords(
  session: {
    readonly headline: string;
    readonly problem: string;
    readonly contribution: string;
    readonly topic: string;
  },
  leads: readonly SessionLead[],
  words: readonly string[],
): boolean {
  if (words.length === 0) return true;
  const names = leads.map((lead) => lead.name);
  const text = folded(
    [session.headline, session.problem, session.contribution, session.topic, ...names].join('\n'),
  );
  return words.every((word) => text.includes(word));
}

function folded(words: string): string {
  return words.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
