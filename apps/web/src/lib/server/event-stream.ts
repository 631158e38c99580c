import type { RequestEvent } from '@sveltejs/kit';

const HEARTBEAT_MS = 15_000;

/** Server-sent events on their way to one reader. */
export interface EventStream {
  /** Sends text as the format has it. A reader that does not read is left: it connects again. */
  write(text: string): void;
  /** Ends the stream; what has been sent arrives. */
  stop(): void;
  /** Calls back once it has ended, whoever ended it. */
  onStop(callback: () => void): void;
}

/**
 * The answer that streams what `begin` writes, now and later, until the reader goes, has more than
 * `mostWaiting` messages unread, or the server is to stop: a stream that went on would hold it up.
 */
export function eventStreamAnswer(
  request: RequestEvent,
  mostWaiting: number,
  begin: (stream: EventStream) => Promise<void>,
): Response {
  return new Response(eventStream(request, mostWaiting, begin), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

function eventStream(
  { locals, request }: RequestEvent,
  mostWaiting: number,
  begin: (stream: EventStream) => Promise<void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const callbacks: (() => void)[] = [];
  let stop = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const write = (text: string): void => {
          if ((controller.desiredSize ?? 0) < -mostWaiting) return stop();
          controller.enqueue(encoder.encode(text));
        };
        const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
        stop = () => {
          clearInterval(heartbeat);
          for (const callback of callbacks.splice(0)) callback();
          try {
            controller.close();
          } catch {
            // closed by the reader already
          }
        };
        request.signal.addEventListener('abort', () => stop());
        callbacks.push(locals.app.live.onClose(() => stop()));
        try {
          await begin({ write, stop, onStop: (callback) => void callbacks.push(callback) });
        } catch (error) {
          stop();
          throw error;
        }
      },
      cancel() {
        stop();
      },
    },
    { highWaterMark: 1 },
  );
}
