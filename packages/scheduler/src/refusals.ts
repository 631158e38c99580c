import type { CompiledProblem } from './compile-problem.ts';
import { find } from './index-by-id.ts';
import { coveredSlots, type Entry } from './occupancy.ts';

/**
 * A hard rule that forbids a move, with the ids it is about. `of` names the refused session when it
 * is not the one that moves but the one it swaps with.
 */
export type Refusal = { readonly of?: string } & (
  | { readonly kind: 'lead-clash'; readonly person: string; readonly session: string }
  | { readonly kind: 'lead-absent'; readonly person: string }
  | { readonly kind: 'cell-taken'; readonly session: string }
  | { readonly kind: 'missing-feature'; readonly feature: string }
  | { readonly kind: 'area-closed' }
  | { readonly kind: 'slot-not-allowed' }
  | { readonly kind: 'leaves-day' }
  | { readonly kind: 'after'; readonly session: string }
  | { readonly kind: 'not-with'; readonly session: string }
  | { readonly kind: 'pinned' }
);

/** Every hard rule against putting a session there while `others` stay where they are; none means it may. */
export function findRefusals(
  compiled: CompiledProblem,
  others: readonly Entry[],
  session: number,
  start: number,
  area: number,
): Refusal[] {
  return [
    ...findSlotRefusals(compiled, others, session, start),
    ...findAreaRefusals(compiled, others, session, start, area),
  ];
}

/** The rules that hold in every area: pin, allowed slots, length, leads, and sessions kept apart or in order. */
export function findSlotRefusals(
  compiled: CompiledProblem,
  others: readonly Entry[],
  session: number,
  start: number,
): Refusal[] {
  const { problem, sessionIndex } = compiled;
  const { pin, slots, notWith = [], after = [] } = problem.sessions[session]!;
  const self = problem.sessions[session]!.id;
  const slotId = problem.slots[start]!.id;
  const length = coveredSlots(compiled, session, start);
  const found: Refusal[] = [];
  if (pin && pin.slot !== slotId) found.push({ kind: 'pinned' });
  if (slots && !slots.includes(slotId)) found.push({ kind: 'slot-not-allowed' });
  if (length < compiled.length[session]!) found.push({ kind: 'leaves-day' });
  for (const lead of compiled.leads[session]!) {
    if (isAway(compiled, lead, start, length))
      found.push({ kind: 'lead-absent', person: problem.people[lead]!.id });
  }
  for (const other of others) {
    const { id, notWith: theirs = [], after: theirOrder = [] } = problem.sessions[other.session]!;
    const overlaps = other.start < start + length && start < other.start + other.length;
    if (overlaps) {
      for (const lead of compiled.leads[session]!) {
        if (!compiled.leads[other.session]!.includes(lead)) continue;
        found.push({ kind: 'lead-clash', person: problem.people[lead]!.id, session: id });
      }
      if (notWith.includes(id) || theirs.includes(self)) found.push({ kind: 'not-with', session: id });
    }
    if (theirOrder.includes(self) && start + length > other.start) found.push({ kind: 'after', session: id });
  }
  for (const id of after) {
    const other = others.find((entry) => entry.session === find(sessionIndex, 'session', id));
    if (other && other.start + other.length > start) found.push({ kind: 'after', session: id });
  }
  return found;
}

/** The rules about the cell itself: pin, features, opening and who is there. */
export function findAreaRefusals(
  compiled: CompiledProblem,
  others: readonly Entry[],
  session: number,
  start: number,
  area: number,
): Refusal[] {
  const { pin, needs = [] } = compiled.problem.sessions[session]!;
  const { id, features = [] } = compiled.problem.areas[area]!;
  const length = coveredSlots(compiled, session, start);
  const found: Refusal[] = [];
  if (pin?.area !== undefined && pin.area !== id) found.push({ kind: 'pinned' });
  for (const feature of needs)
    if (!features.includes(feature)) found.push({ kind: 'missing-feature', feature });
  for (let k = 0; k < length; k++) {
    if (compiled.closed[(start + k) * compiled.areaCount + area] === 0) continue;
    found.push({ kind: 'area-closed' });
    break;
  }
  for (const other of others) {
    if (other.area !== area || other.start >= start + length || start >= other.start + other.length) continue;
    found.push({ kind: 'cell-taken', session: compiled.problem.sessions[other.session]!.id });
  }
  return found;
}

function isAway(compiled: CompiledProblem, person: number, start: number, length: number): boolean {
  for (let t = start; t < start + length; t++) {
    if (compiled.absent[t * compiled.personCount + person] === 1) return true;
  }
  return false;
}
