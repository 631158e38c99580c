import type { Migration } from 'kysely/migration';
import { foundation } from './001-foundation.ts';
import { quickSchedule } from './002-quick-schedule.ts';
import { screens } from './003-screens.ts';
import { posts } from './004-posts.ts';
import { plenary } from './005-plenary.ts';
import { projects } from './006-projects.ts';
import { freeCells } from './007-free-cells.ts';
import { checkIn } from './008-check-in.ts';
import { push } from './009-push.ts';
import { notes } from './010-notes.ts';
import { materials } from './011-materials.ts';
import { preferences } from './012-preferences.ts';
import { training } from './013-training.ts';
import { movedPosts } from './014-posts.ts';
import { pages } from './015-pages.ts';
import { transcripts } from './016-transcripts.ts';
import { objective } from './017-objective.ts';
import { pictures } from './018-pictures.ts';
import { durations } from './020-durations.ts';
import { courseFiles } from './021-course-files.ts';
import { smallPictures } from './023-small-pictures.ts';

/** In order, by name. A migration that has been released is never edited. */
export const migrations: Record<string, Migration> = {
  '001-foundation': foundation,
  '002-quick-schedule': quickSchedule,
  '003-screens': screens,
  '004-posts': posts,
  '005-plenary': plenary,
  '006-projects': projects,
  '007-free-cells': freeCells,
  '008-check-in': checkIn,
  '009-push': push,
  '010-notes': notes,
  '011-materials': materials,
  '012-preferences': preferences,
  '013-training': training,
  '014-posts': movedPosts,
  '015-pages': pages,
  '016-transcripts': transcripts,
  '017-objective': objective,
  '018-pictures': pictures,
  '020-durations': durations,
  '021-course-files': courseFiles,
  '023-small-pictures': smallPictures,
};
