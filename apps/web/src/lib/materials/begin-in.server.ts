import type { Result } from '@plenary/domain/kernel/action.ts';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import { beginUpload } from '@plenary/domain/materials/begin-upload.ts';
import { beginCourseUpload } from '@plenary/domain/training/begin-course-upload.ts';
import { asInput } from '#lib/server/form-input.ts';

/** Where a file is attached: each has a room of its own, and they are equally large. */
export type Place = { readonly eventId: unknown } | { readonly courseId: unknown };

interface Announced {
  readonly uploadId: Id;
  readonly name: unknown;
  readonly size: number;
}

/** Reserves room for a file where it goes. The action reads and checks what it is given. */
export function beginIn(
  { app, actor }: App.Locals,
  place: Place,
  file: Announced,
): Promise<Result<{ uploadId: Id; name: string }>> {
  const { fileLimit, eventFilesLimit } = app.settings;
  return 'courseId' in place
    ? beginCourseUpload(
        app.needs(),
        actor,
        asInput({ ...place, ...file, fileLimit, courseLimit: eventFilesLimit }),
      )
    : beginUpload(app.needs(), actor, asInput({ ...place, ...file, fileLimit, eventLimit: eventFilesLimit }));
}
