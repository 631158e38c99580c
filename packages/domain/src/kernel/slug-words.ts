/** The words of a name as part of an address: `Hackathon Köln!` becomes `hackathon-koln`; empty when nothing can be used. */
export function slugWords(name: string, max: number): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, max)
    .replaceAll(/^-+|-+$/g, '');
}
