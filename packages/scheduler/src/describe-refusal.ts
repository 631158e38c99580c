import type { Refusal } from './refusals.ts';

/** A refusal as the end of a sentence, as in `ann already leads s4 then`. */
export function describeRefusal(refusal: Refusal): string {
  const about = refusal.of === undefined ? '' : `${refusal.of}: `;
  return about + reason(refusal);
}

function reason(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'lead-clash':
      return `${refusal.person} already leads ${refusal.session} then`;
    case 'lead-absent':
      return `${refusal.person} is absent then`;
    case 'cell-taken':
      return `${refusal.session} is there`;
    case 'missing-feature':
      return `the area has no "${refusal.feature}"`;
    case 'area-closed':
      return 'the area is closed then';
    case 'slot-not-allowed':
      return 'the session may not start then';
    case 'leaves-day':
      return 'the session is longer than what is left of the day';
    case 'after':
      return `the order with ${refusal.session} would be wrong`;
    case 'not-with':
      return `it must not overlap ${refusal.session}`;
    case 'pinned':
      return 'the session is pinned elsewhere';
  }
}
