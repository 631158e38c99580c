import type { Timestamp } from '../kernel/clock.ts';

/** One change of a page in its history. */
export interface RevisionSummary {
  readonly version: number;
  readonly summary: string;
  /** The version whose text it brought back. */
  readonly restoredVersion: number | null;
  readonly at: Timestamp;
  /** null: the product, or somebody who is gone. */
  readonly byName: string | null;
}
