import type { NamedPrice, PricedCell } from '@plenary/domain/schedule/draft-board.ts';
import type { NamedRefusal } from '@plenary/domain/schedule/refusal-names.ts';
import type { UnplacedReason } from '@plenary/domain/schedule/unplaced-reasons.ts';
import { m } from '#lib/paraglide/messages.js';
import { featureName } from '#lib/sessions/feature-name.ts';

type Possible = Extract<NamedPrice, { ok: true }>;

/** What choosing a cell does: placing there, swapping with whoever is there, or nothing, and why. */
export type Choice =
  | { readonly kind: 'place'; readonly price: Possible }
  | { readonly kind: 'swap'; readonly price: Possible }
  | { readonly kind: 'refused'; readonly why: string };

export function choiceOf({ price, swap }: Omit<PricedCell, 'slotId' | 'areaId'>): Choice {
  if (price.ok) return { kind: 'place', price };
  if (swap?.price.ok) return { kind: 'swap', price: swap.price };
  const onlyTaken = price.refusals.every((one) => one.kind === 'cell-taken');
  return {
    kind: 'refused',
    why: refusalsInWords(onlyTaken && swap ? priceRefusals(swap.price) : price.refusals),
  };
}

function priceRefusals(price: NamedPrice): readonly NamedRefusal[] {
  return price.ok ? [] : price.refusals;
}

/** +75 −20, for the eye */
export function priceInSigns({ gained, lost }: Possible): string {
  const signs = [
    gained.interest > 0 && m.schedule_price_gained({ interest: gained.interest }),
    lost.interest > 0 && m.schedule_price_lost({ interest: lost.interest }),
  ].filter(Boolean);
  return signs.join(' ') || m.schedule_price_none();
}

/** 75 interest gained by 3 people, 20 interest lost by 1 person, 3 seats short */
export function priceInWords(price: Possible): string {
  const { gained, lost } = price;
  const words = [
    gained.interest > 0 && m.schedule_price_gained_words({ interest: gained.interest, count: gained.people }),
    lost.interest > 0 && m.schedule_price_lost_words({ interest: lost.interest, count: lost.people }),
  ].filter(Boolean);
  return [words.join(', ') || m.schedule_board_effect_none(), seatsInSigns(price)].filter(Boolean).join(', ');
}

/** 3 seats short; empty when the move does not change that */
export function seatsInSigns({ seatsShort }: Possible): string {
  if (seatsShort > 0) return m.schedule_price_short({ count: seatsShort });
  return seatsShort < 0 ? m.schedule_price_less_short({ count: -seatsShort }) : '';
}

/** +75, −20 or ±0: a change of the interest served. */
export function signedInterest(served: number): string {
  if (served > 0) return m.schedule_price_gained({ interest: served });
  return served < 0 ? m.schedule_price_lost({ interest: -served }) : m.schedule_price_none();
}

/** What a move that was made did to the interest served. */
export function effectInWords(served: number): string {
  if (served > 0) return m.schedule_board_effect_gained({ interest: served });
  return served < 0 ? m.schedule_board_effect_lost({ interest: -served }) : m.schedule_board_effect_none();
}

export function refusalsInWords(refusals: readonly NamedRefusal[]): string {
  return refusals
    .map((one) =>
      one.of ? m.schedule_refusal_of({ of: one.of, why: refusalInWords(one) }) : refusalInWords(one),
    )
    .join('; ');
}

/** Why a session has no place: it could go somewhere, or what forbids most cells. */
export function reasonInWords({ free, obstacles }: UnplacedReason): string {
  if (free > 0) return m.schedule_reason_free({ count: free });
  const why = obstacles.map(({ refusal, cells }) =>
    m.schedule_reason_in_cells({
      why: refusal.kind === 'cell-taken' ? m.schedule_reason_taken() : refusalInWords(refusal),
      count: cells,
    }),
  );
  return m.schedule_reason_none({ why: why.join('; ') });
}

function refusalInWords({ kind, person = '', session = '', feature = '' }: NamedRefusal): string {
  switch (kind) {
    case 'lead-clash':
      return m.schedule_refusal_lead_clash({ person, session });
    case 'lead-absent':
      return m.schedule_refusal_lead_absent({ person });
    case 'cell-taken':
      return m.schedule_refusal_cell_taken({ session });
    case 'missing-feature':
      return m.schedule_refusal_missing_feature({ feature: featureName(feature) });
    case 'area-closed':
      return m.schedule_refusal_area_closed();
    case 'slot-not-allowed':
      return m.schedule_refusal_slot_not_allowed();
    case 'leaves-day':
      return m.schedule_refusal_leaves_day();
    case 'after':
      return m.schedule_refusal_after({ session });
    case 'not-with':
      return m.schedule_refusal_not_with({ session });
    case 'pinned':
      return m.schedule_refusal_pinned();
  }
}
