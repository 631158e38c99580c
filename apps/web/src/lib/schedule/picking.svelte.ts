import type { PricedCell } from '@plenary/domain/schedule/draft-board.ts';
import { choiceOf, type Choice } from './price-words.ts';

export type Choices = ReadonlyMap<string, Choice>;

export function cellKey(slotId: string, areaId: string): string {
  return `${slotId} ${areaId}`;
}

/** What the form `move` sends: the cell, and the session that is seen there, to swap with. */
export function moveTo(cell: string, other: string | undefined): string {
  return other === undefined ? cell : `${cell} ${other}`;
}

/** What the form `move` sends to take a session off the grid. */
export const OFF = 'off';

export function choicesOf(prices: readonly PricedCell[]): Choices {
  return new Map(prices.map((cell) => [cellKey(cell.slotId, cell.areaId), choiceOf(cell)]));
}

/** The session in the organiser's hand, and what each cell would do with it. */
export class Picking {
  sessionId = $state<string>();
  choices = $state.raw<Choices>();
  failed = $state(false);
  readonly #event: () => string;

  /** `event`: its slug. */
  constructor(event: () => string) {
    this.#event = event;
  }

  /** Picks a session up, or asks again when the draft has changed under it; `undefined` when it was put back meanwhile. */
  async pickUp(sessionId: string): Promise<Choices | undefined> {
    if (this.sessionId !== sessionId) this.choices = undefined;
    this.sessionId = sessionId;
    this.failed = false;
    const prices = await this.#ask(sessionId);
    if (this.sessionId !== sessionId) return undefined;
    this.failed = prices === undefined;
    this.choices = prices && choicesOf(prices);
    return this.choices;
  }

  putBack(): void {
    this.sessionId = undefined;
    this.choices = undefined;
    this.failed = false;
  }

  async #ask(sessionId: string): Promise<readonly PricedCell[] | undefined> {
    try {
      const answer = await fetch(`/${this.#event()}/organise/board/prices?session=${sessionId}`);
      return answer.ok ? ((await answer.json()) as PricedCell[]) : undefined; // prices/+server.ts writes it
    } catch {
      return undefined; // no connection: the board says so
    }
  }
}
