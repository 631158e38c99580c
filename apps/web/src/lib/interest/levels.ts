import type { InterestLevel } from '@plenary/domain/interest/interest-tables.ts';
import { m } from '#lib/paraglide/messages.js';

/** The four answers, in the order of the buttons and of the keys 1 to 4. */
export const LEVELS = ['none', 'maybe', 'want', 'must'] as const satisfies readonly InterestLevel[];

export function levelName(level: InterestLevel): string {
  switch (level) {
    case 'none':
      return m.interest_level_none();
    case 'maybe':
      return m.interest_level_maybe();
    case 'want':
      return m.interest_level_want();
    case 'must':
      return m.interest_level_must();
  }
}
