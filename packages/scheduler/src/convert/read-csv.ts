/** One record of a CSV file and the line it begins on, from 1. */
export type CsvRecord = { readonly line: number; readonly fields: readonly string[] };

/**
 * Reads comma-separated values as RFC 4180 has them: quoted fields may hold commas, quotes (doubled)
 * and line ends. Semicolons separate where the first line has more of them, as spreadsheets in many
 * countries write. Empty lines are left out. Never throws; a quote that is never closed ends with the file.
 */
export function readCsv(text: string): CsvRecord[] {
  const source = text.replace(/^\uFEFF/, '');
  const firstLine = source.split(/\r?\n/, 1)[0] ?? '';
  const separator = firstLine.split(';').length > firstLine.split(',').length ? ';' : ',';
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = '';
  let [line, beganOn, quoted] = [1, 1, false];
  const endField = (): void => {
    fields.push(field.trim());
    field = '';
  };
  const endRecord = (): void => {
    endField();
    if (fields.some((one) => one !== '')) records.push({ line: beganOn, fields });
    fields = [];
    beganOn = line + 1;
  };
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (quoted) {
      if (character !== '"') field += character;
      else if (source[at + 1] === '"') field += source[++at];
      else quoted = false;
    } else if (character === '"' && field.trim() === '') [quoted, field] = [true, ''];
    else if (character === separator) endField();
    else if (character === '\n') endRecord();
    else if (character !== '\r') field += character;
    if (character === '\n') line += 1;
  }
  endRecord();
  return records;
}
