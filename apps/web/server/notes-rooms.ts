import type { Db } from '@plenary/domain/database/db.ts';
import { documentNews, type DocumentNews } from '@plenary/domain/notes/document-queries.ts';
import type { LiveFeed } from './live-feed.ts';

/** Somebody who has notes open, and where their cursor is: two relative positions of Yjs, as JSON. */
export interface Present {
  /** The number that Yjs gave their document. */
  readonly client: number;
  readonly personId: string;
  readonly name: string;
  readonly cursor: unknown;
}

export interface RoomListener {
  /** What was written since it was last told. */
  news(news: DocumentNews): void;
  /** Everybody who is here, as far as this process knows. */
  there(present: readonly Present[]): void;
}

/** Those who have the same notes open: they hear of updates from the database, and of each other from memory. */
export interface NotesRooms {
  /** Listens until the returned function is called. */
  join(notes: { eventId: string; sessionId: string }, who: Present, listener: RoomListener): () => void;
  /** Moves a cursor of somebody who is in the room; of anybody else nothing happens. */
  move(sessionId: string, who: { client: number; personId: string }, cursor: unknown): void;
}

interface Room {
  version: number;
  looking: boolean;
  again: boolean;
  telling: ReturnType<typeof setTimeout> | undefined;
  readonly here: Map<RoomListener, Present>;
  readonly leave: () => void;
}

/** Letters of several people that come together are told together. */
const GATHER_MS = 10;
/** Cursors may come later than letters. */
const GATHER_CURSORS_MS = 120;

export function createNotesRooms(db: Db, live: LiveFeed): NotesRooms {
  const rooms = new Map<string, Room>();

  const open = ({ eventId, sessionId }: { eventId: string; sessionId: string }): Room => {
    const hear = ({ kind, subjectId }: { kind: string; subjectId: string | null }): void => {
      if (subjectId === sessionId && (kind === 'notes.written' || kind === 'notes.frozen'))
        look(sessionId, room);
    };
    // Updates are of no event, so that an event's pages are not told of every letter.
    const leaves = [live.subscribe('', hear), live.subscribe(eventId, hear)];
    const room: Room = {
      ...{ version: 0, looking: false, again: false, telling: undefined, here: new Map() },
      leave: () => {
        for (const leave of leaves) leave();
        clearTimeout(room.telling);
      },
    };
    rooms.set(sessionId, room);
    return room;
  };

  const look = (sessionId: string, room: Room): void => {
    room.again = true;
    if (room.looking) return;
    room.looking = true;
    void (async () => {
      while (room.again) {
        await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
        room.again = false;
        const news = await documentNews(db, sessionId, room.version);
        room.version = Math.max(room.version, news.version);
        for (const listener of room.here.keys()) listener.news(news);
      }
    })()
      .catch(() => undefined) // the database is away: the next update brings what was missed
      .finally(() => {
        room.looking = false;
      });
  };

  const tellWhoIsThere = (room: Room): void => {
    room.telling ??= setTimeout(() => {
      room.telling = undefined;
      const present = [...room.here.values()];
      for (const listener of room.here.keys()) listener.there(present);
    }, GATHER_CURSORS_MS);
  };

  return {
    join: (notes, who, listener) => {
      const room = rooms.get(notes.sessionId) ?? open(notes);
      room.here.set(listener, who);
      tellWhoIsThere(room);
      return () => {
        room.here.delete(listener);
        if (room.here.size > 0) return tellWhoIsThere(room);
        room.leave();
        rooms.delete(notes.sessionId);
      };
    },
    move: (sessionId, { client, personId }, cursor) => {
      const room = rooms.get(sessionId);
      for (const [listener, present] of room?.here ?? [])
        if (room && present.client === client && present.personId === personId) {
          room.here.set(listener, { ...present, cursor });
          tellWhoIsThere(room);
        }
    },
  };
}
