import type { WriteStream } from 'node:tty';
import type { Progress } from '../src/solve.ts';

/** Shows progress on a terminal as one line that changes, anywhere else as a line a second. */
export function showProgress(stream: WriteStream): {
  update(progress: Progress, share: number): void;
  end(progress: Progress): void;
} {
  let last = performance.now();
  function update(progress: Progress, share: number): void {
    const now = performance.now();
    if (stream.isTTY) stream.write(`\r${line(progress, share)}\u001b[K`);
    else if (now - last >= 1000) {
      last = now;
      stream.write(`${line(progress, share)}\n`);
    }
  }
  function end(progress: Progress): void {
    stream.write(`${stream.isTTY ? '\r' : ''}${line(progress, 1)}${stream.isTTY ? '\u001b[K' : ''}\n`);
  }
  return { update, end };
}

function line({ iterations, placed, served, bound }: Progress, share: number): string {
  const percent = bound === 0 ? 100 : Math.floor((1000 * served) / bound) / 10;
  return `${Math.min(100, Math.floor(share * 100))} %: placed ${placed}, served ${served}, at least ${percent} % of what is possible; ${iterations} moves`;
}
