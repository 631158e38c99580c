/** A form's fields as the actions on posts take them; the action reads and checks each. */
export function postInput(values: Readonly<Record<string, string | undefined>>) {
  const { title, body, kind, tags = '' } = values;
  return { title, body, kind, tags: tags.split(',').filter((tag) => tag.trim() !== '') };
}
