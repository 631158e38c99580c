import type { MarkAnswer } from '@plenary/domain/check-in/check-in.ts';
import { STATE_WORDS } from '#lib/invitations/invitation-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { timeIn } from '#lib/when.ts';
import type { News } from './door.ts';

/** What became of a mark, as a sentence for who made it. */
export function answerWords(answer: Omit<MarkAnswer, 'key' | 'invitationId'>, zone: string): string {
  const { name, outcome, since, by, state } = answer;
  switch (outcome) {
    case 'here':
      return m.check_in_answer_here({ name });
    case 'already-here': {
      const time = since ? timeIn(zone, since) : '';
      return by
        ? m.check_in_answer_already({ name, time, by })
        : m.check_in_answer_already_nobody({ name, time });
    }
    case 'left':
      return m.check_in_answer_left({ name });
    case 'not-here':
      return m.check_in_answer_not_here({ name });
    case 'undone':
      return m.check_in_answer_undone({ name });
    case 'unknown':
      return m.check_in_answer_unknown();
    case 'another-event':
      return m.check_in_answer_another_event();
    case 'no-place':
      return m.check_in_answer_no_place({ name, state: state ? STATE_WORDS[state]() : '' });
  }
}

/** The same of a mark that may still be on its way. */
export function newsWords({ answer, name }: News, zone: string): string {
  if (answer) return answerWords(answer, zone);
  return name ? m.check_in_answer_waiting({ name }) : m.check_in_answer_waiting_unknown();
}

/** Good: it was done. Warn: it was done before, or waits. Bad: nobody was checked in. */
export function answerTone(outcome: MarkAnswer['outcome'] | undefined): 'good' | 'warn' | 'bad' | 'info' {
  switch (outcome) {
    case undefined:
      return 'info';
    case 'here':
    case 'left':
    case 'undone':
      return 'good';
    case 'already-here':
      return 'warn';
    default:
      return 'bad';
  }
}
