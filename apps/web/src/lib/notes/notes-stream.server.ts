import { documentNews, type DocumentNews } from '@plenary/domain/notes/document-queries.ts';
import { mayWriteNotes } from '@plenary/domain/notes/notes-policy.ts';
import { standingIn } from '@plenary/domain/standing/standing.ts';
import type { RequestEvent } from '@sveltejs/kit';

const HEARTBEAT_MS = 15_000;
/** How long a standing may be believed: a place that was taken away silences the stream within this time. */
const STANDING_MS = 3000;
const MOST_WAITING = 200;

interface Notes {
  readonly eventId: string;
  readonly sessionId: string;
}

/**
 * The stream of a session's notes: `hello` with the whole document, `news` with what others write, `there` with who is
 * there. A reader that connects again gets a `hello` again, so nothing is missed however long it was away.
 */
export function notesAnswer(request: RequestEvent, notes: Notes, client: number): Response {
  return new Response(notesStream(request, notes, client), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

function notesStream(
  { locals, request }: RequestEvent,
  { eventId, sessionId }: Notes,
  client: number,
): ReadableStream<Uint8Array> {
  const { app, account, actor } = locals;
  const encoder = new TextEncoder();
  let stop = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        let standsUntil = Date.now() + STANDING_MS;
        let queue = Promise.resolve();
        const write = (text: string): void => {
          if ((controller.desiredSize ?? 0) < -MOST_WAITING) return stop(); // a reader that does not read connects again
          controller.enqueue(encoder.encode(text));
        };
        const stillMay = async (): Promise<boolean> => {
          if (Date.now() < standsUntil) return true;
          standsUntil = Date.now() + STANDING_MS;
          return mayWriteNotes(app.db, await standingIn(app.db, actor, eventId), sessionId);
        };
        const tell = (event: string, data: unknown): void => {
          queue = queue
            .then(async () => {
              if (await stillMay()) write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
              else stop();
            })
            .catch(() => stop()); // the event is not visible to them any more, or nobody reads
        };
        const waiting: DocumentNews[] = [];
        let greeted = false;
        const leave = app.notesRooms.join(
          { eventId, sessionId },
          { client, personId: account?.id ?? '', name: account?.name ?? '', cursor: null },
          {
            news: (news) => (greeted ? tell('news', asText(news)) : void waiting.push(news)),
            there: (present) =>
              tell(
                'there',
                present.map(({ client: number, name, cursor }) => ({ client: number, name, cursor })),
              ),
          },
        );
        const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
        const stay = app.live.onClose(() => stop()); // see live-stream.ts
        stop = () => {
          stay();
          leave();
          clearInterval(heartbeat);
          try {
            controller.close();
          } catch {
            // closed by the reader already
          }
        };
        request.signal.addEventListener('abort', () => stop());
        write('retry: 1000\n\n');
        tell('hello', asText(await documentNews(app.db, sessionId, 0)));
        greeted = true;
        for (const news of waiting) tell('news', asText(news));
      },
      cancel() {
        stop();
      },
    },
    { highWaterMark: 1 },
  );
}

/** News as text; the same object to thirty readers is encoded once. */
const texts = new WeakMap<DocumentNews, { update: string | null; frozen: boolean }>();

function asText(news: DocumentNews): { update: string | null; frozen: boolean } {
  const known = texts.get(news);
  if (known) return known;
  const update = news.update && Buffer.from(news.update).toString('base64');
  const text = { update, frozen: news.frozen };
  texts.set(news, text);
  return text;
}
