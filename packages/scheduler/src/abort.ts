/** What an AbortSignal has: who holds one ends what takes long, and gets the best so far. */
export type Abort = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};
