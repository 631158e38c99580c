import { refreshAll } from '$app/navigation';
import type { Connection } from './followed.svelte.ts';

/** How long changes may gather before the page asks for its data again. */
const GATHER_MS = 80;

/**
 * Keeps a page true: follows an event's changes and loads the page's data again when one of
 * `kinds` (a prefix such as `schedule.`) happened. `connection` and `asOf` are for an honest stamp.
 */
export class LivePage {
  connection = $state<Connection>('connecting');
  /** When the shown data was last known to be true; null: as of when the page was made. */
  asOf = $state<Date | null>(null);

  /** Connects until the returned function is called. Use it in an `$effect`. */
  follow(slug: string, from: number, kinds: readonly string[]): () => void {
    const source = new EventSource(`/${slug}/live?from=${from}`);
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void refreshAll().then(() => {
          this.asOf = new Date();
        });
      }, GATHER_MS);
    };
    source.addEventListener('hello', () => {
      this.connection = 'live';
      this.asOf = new Date();
    });
    source.addEventListener('reload', refresh);
    source.addEventListener('change', (event) => {
      const { kind } = JSON.parse(String(event.data)) as { kind: string }; // written by our own live-stream.ts
      if (kinds.some((prefix) => kind.startsWith(prefix))) refresh();
    });
    source.addEventListener('error', () => {
      this.connection = 'lost';
    });
    return () => {
      clearTimeout(gathering);
      source.close();
    };
  }
}
