const LONGEST = 120;

/**
 * A name for a file that is safe to show and to offer for download: the last part of a path, without
 * control characters, characters that turn the direction of writing, and those that file systems or
 * headers give a meaning. Never empty, never hidden, and the ending survives shortening.
 */
export function cleanFileName(name: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const kept = last
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}"<>|:*?%#;]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  if (kept === '') return 'file';
  const { stem, ending } = partsOf(kept);
  return `${[...stem].slice(0, LONGEST).join('').trimEnd()}${ending && `.${ending}`}`;
}

/** The ending of a name, in small letters; empty when it has none. */
export function endingOf(name: string): string {
  return partsOf(name).ending.toLowerCase();
}

function partsOf(name: string): { stem: string; ending: string } {
  const found = /^(.+)\.([A-Za-z0-9]{1,8})$/.exec(name);
  return found ? { stem: found[1] ?? '', ending: found[2] ?? '' } : { stem: name, ending: '' };
}
