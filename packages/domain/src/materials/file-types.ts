/**
 * What may be attached: the type a file has by its content, and the endings its name may have. What
 * a browser would run as a page (HTML, SVG, XML) is not among them, nor are archives and programs.
 */
export const FILE_TYPES: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/epub+zip': ['epub'],
  'text/plain': ['txt', 'patch', 'diff', 'csv'],
  'text/markdown': ['md'],
  'text/vtt': ['vtt'],
  'audio/mpeg': ['mp3'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/flac': ['flac'],
  'audio/wav': ['wav'],
  'video/mp4': ['mp4', 'm4v'],
  'video/webm': ['webm'],
  'video/ogg': ['ogv', 'ogg'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
};

/** The endings that a person may choose from, in one line. */
export const ENDINGS: readonly string[] = [...new Set(Object.values(FILE_TYPES).flat())];

/** One type can have several names; these are the ones in {@link FILE_TYPES}. */
export const SAME_TYPES: Readonly<Record<string, string>> = {
  'audio/opus': 'audio/ogg',
  'audio/x-flac': 'audio/flac',
  'audio/x-m4a': 'audio/mp4',
  'audio/vnd.wave': 'audio/wav',
  'video/x-m4v': 'video/mp4',
  'image/apng': 'image/png',
};

/** Shown or played where the link is; everything else is downloaded. */
export function isShownInPlace(type: string): boolean {
  return /^(audio|video|image)\//.test(type) || type === 'application/pdf' || type === 'text/vtt';
}
