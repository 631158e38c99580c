/** What a spreadsheet would run as a formula when a cell begins with it (OWASP, "CSV Injection"). */
const RUNS = /^[=+\-@\t\r]/;

/** Rows as CSV (RFC 4180): safe to open in a spreadsheet, because no cell is a formula. */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = RUNS.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
