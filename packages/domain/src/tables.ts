import type { AgendaTables } from './agenda/agenda-tables.ts';
import type { AnnouncementTables } from './announcements/announcement-tables.ts';
import type { CheckInTables } from './check-in/check-in-tables.ts';
import type { DatabaseTables } from './database/database-tables.ts';
import type { EventTables } from './events/event-tables.ts';
import type { InterestTables } from './interest/interest-tables.ts';
import type { InvitationTables } from './invitations/invitation-tables.ts';
import type { JobTables } from './jobs/job-tables.ts';
import type { MaterialTables } from './materials/material-tables.ts';
import type { MessageTables } from './messages/message-tables.ts';
import type { PeopleTables } from './people/people-tables.ts';
import type { NoteTables } from './notes/note-tables.ts';
import type { PageTables } from './pages/page-tables.ts';
import type { PictureTables } from './pictures/picture-tables.ts';
import type { PlenaryTables } from './plenary/plenary-tables.ts';
import type { PostTables } from './posts/post-tables.ts';
import type { ProjectTables } from './projects/project-tables.ts';
import type { RoomTables } from './rooms/room-tables.ts';
import type { ScheduleTables } from './schedule/schedule-tables.ts';
import type { PushTables } from './push/push-tables.ts';
import type { SessionTables } from './sessions/session-tables.ts';
import type { TrainingTables } from './training/training-tables.ts';

/** Every table, each declared by the slice that owns it. The only place that knows them all. */
export type Tables = DatabaseTables &
  JobTables &
  PeopleTables &
  MessageTables &
  PushTables &
  EventTables &
  InvitationTables &
  CheckInTables &
  ProjectTables &
  PageTables &
  SessionTables &
  InterestTables &
  ScheduleTables &
  AgendaTables &
  AnnouncementTables &
  RoomTables &
  PlenaryTables &
  NoteTables &
  MaterialTables &
  PictureTables &
  TrainingTables &
  PostTables;
