/*
 * Sheets of labels that shops sell everywhere. Their sizes stand in Sheet.svelte, in millimetres, because
 * only a style sheet can say them to a printer.
 */
export const LABEL_FORMATS = ['a4-3x8', 'a4-2x4', 'a4-2x5', 'letter-2x5'] as const;
export type LabelFormat = (typeof LABEL_FORMATS)[number];

export const LABELS_ON: Readonly<Record<LabelFormat, number>> = {
  'a4-3x8': 24,
  'a4-2x4': 8,
  'a4-2x5': 10,
  'letter-2x5': 10,
};

/** Sheets of cells; `null` is a label that was used before. `start` counts from 1. */
export function onSheets<T>(labels: readonly T[], format: LabelFormat, start: number): (T | null)[][] {
  const most = LABELS_ON[format];
  const used = Math.min(Math.max(1, start), most) - 1;
  const cells: (T | null)[] = [...Array<null>(used).fill(null), ...labels];
  const sheets: (T | null)[][] = [];
  for (let from = 0; from < cells.length; from += most) sheets.push(cells.slice(from, from + most));
  return labels.length === 0 ? [] : sheets;
}

/** How large a name may be written so that all of it fits, by its length and that of its longest word. */
export function nameSize(name: string): 'xl' | 'l' | 'm' | 's' | 'xs' {
  const longest = Math.max(...name.split(/[\s-]+/).map((word) => word.length));
  if (name.length <= 16 && longest <= 8) return 'xl';
  if (name.length <= 24 && longest <= 10) return 'l';
  if (name.length <= 38 && longest <= 13) return 'm';
  return name.length <= 60 && longest <= 17 ? 's' : 'xs';
}
