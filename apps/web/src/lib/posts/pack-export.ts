/** Below this an export goes as it is. */
const LARGE_BYTES = 200_000;

/** Packs a large export in a form's data before it is sent: text becomes five to ten times as small. */
export async function packIn(data: FormData, name: string): Promise<void> {
  const file = data.get(name);
  if (!(file instanceof File) || file.size < LARGE_BYTES || file.name.endsWith('.gz')) return;
  const packed = await new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).blob();
  data.set(name, new File([packed], `${file.name}.gz`, { type: 'application/gzip' }));
}
