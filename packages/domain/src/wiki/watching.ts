import type { Transaction } from '../database/db.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import type { NewMessage } from '../messages/message.ts';
import { queueMessage } from '../messages/queue-message.ts';

/** After the first change that a watcher does not know of, others are waited for: one mail, not ten. */
const GATHER = { minutes: -15 };

/** A change is told of once it was made before this moment. */
export function toldUpTo(now: Timestamp): Timestamp {
  return later(now, GATHER);
}

/** A change that a watcher is told of. */
interface Change {
  readonly version: number;
  readonly by: string | null;
  readonly summary: string;
}

interface Notice {
  readonly now: Timestamp;
  readonly to: NewMessage['to'];
  /** What the page is called. */
  readonly page: string;
  readonly changes: readonly Change[];
  /** Address of the page's history. */
  readonly link: string;
  readonly onceKey: string;
}

/** Writes to somebody who watches a page: one mail with every change of others. */
export async function queueNotice(
  tx: Transaction,
  { now, to, page, changes, link, onceKey }: Notice,
): Promise<void> {
  const lines = changes.map(({ version, by, summary }) =>
    [`${version}.`, by, summary && `– ${summary}`].filter(Boolean).join(' '),
  );
  await queueMessage(tx, {
    ...{ now, to, onceKey, eventId: null },
    template: 'project-changed',
    params: { name: to.name, project: page, changes: lines.join('\n'), link },
  });
}
