import type { Problem } from '../src/problem.ts';

/** What the page asks of a worker: to search, or to prove how good a schedule can be. */
export type Task = {
  readonly kind: 'search' | 'prove';
  readonly problem: Problem;
  readonly seed: number;
  readonly seconds: number;
};

/** A session in one of its slots, and how many sit there. */
export type FilledCell = {
  readonly session: string;
  readonly slot: string;
  readonly area: string;
  readonly people: number;
};

export type Found = {
  readonly placed: number;
  readonly served: number;
  readonly bound: number;
  readonly cells: readonly FilledCell[];
};

/** What a worker says. */
export type News =
  | ({ readonly kind: 'found'; readonly share: number } & Found)
  | { readonly kind: 'bound'; readonly bound: number }
  | {
      readonly kind: 'done';
      readonly schedule: string;
      readonly unplaced: readonly { readonly session: string; readonly reason: string }[];
    };
