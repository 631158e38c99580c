import type { Place } from './place-words.ts';

/** One session that is or would be elsewhere than before. */
export interface ToldChange {
  readonly sessionId: string;
  readonly headline: string;
  /** `cancelled` is said of what was released, `removed` of the draft. */
  readonly change: 'new' | 'moved' | 'cancelled' | 'removed';
  readonly from: Place | null;
  readonly to: Place | null;
}
