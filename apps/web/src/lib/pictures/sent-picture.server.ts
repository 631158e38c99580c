import { DomainError, wrongField } from '@plenary/domain/kernel/errors.ts';
import type { NewPicture } from '@plenary/domain/pictures/send-picture.ts';
import { takePicture } from '@plenary/domain/pictures/take-picture.ts';
import type { ReadForm } from '#lib/server/form.ts';

/** What the fields of a form are called. */
interface Names {
  readonly file: string;
  readonly small: string;
  readonly alt: string;
  readonly decorative: string;
}

/** Takes the picture that a form holds; undefined when none was chosen. Throws a DomainError about its fields. */
export async function sentPicture(
  { app, actor }: App.Locals,
  form: ReadForm,
  names: Names,
): Promise<NewPicture | undefined> {
  if (form.values[names.file])
    throw wrongField(names.file, 'not-a-picture', 'Only the name of the picture arrived.');
  const [file] = form.files(names.file);
  if (!file) return undefined;
  const [small] = form.files(names.small);
  const { personPicturesLimit: personLimit, picturesLimit: siteLimit } = app.settings;
  const alt = form.values[names.alt] ?? '';
  try {
    return await takePicture(app.needs(form.key), app.files, actor, {
      ...{ name: file.name, bytes: await bytesOf(file), small: small && (await bytesOf(small)) },
      ...{ personLimit, siteLimit, alt, decorative: form.values[names.decorative] === 'on' },
    });
  } catch (problem) {
    throw problem instanceof DomainError ? renamed(problem, names) : problem;
  }
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

/** The domain's names of fields as the form has them. */
function renamed({ code, message, fields, params }: DomainError, names: Names): DomainError {
  const called = { picture: names.file, alt: names.alt };
  return new DomainError(code, message, {
    params,
    fields: fields.map((field) => ({
      ...field,
      path: field.path === 'picture' || field.path === 'alt' ? called[field.path] : field.path,
    })),
  });
}
