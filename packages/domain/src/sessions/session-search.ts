import { foldedText } from '../text/fold.ts';
import type { SessionLead } from './session.ts';

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
  const text = foldedText(
    [session.headline, session.problem, session.contribution, session.topic, ...names].join('\n'),
  );
  return words.every((word) => text.includes(word));
}
