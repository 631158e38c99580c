import MarkdownIt from 'markdown-it';

/** What a fenced block of Markdown is called that is drawn rather than shown as it is written. */
export const CHART = 'chart';

const NUMBER = /^\d{1,9}(?:[.,]\d{1,6})?$/;
const MOST_LINES = 200;
const { escapeHtml } = new MarkdownIt().utils;

interface ChartRow {
  readonly cells: readonly string[];
  /** The last cell, at least 0. */
  readonly value: number;
}

/**
 * A table with a bar for the number that ends each line: the first line heads the columns, and `|` parts them (`\|` is a
 * bar of the text itself). It stays a table where nothing draws bars, as in feed readers. Null: this is no such table.
 *
 *     Topic | Sessions | Hours
 *     Boards | 3 | 4.5
 */
export function chartHtml(source: string): string | null {
  const [head, ...lines] = source.split('\n').filter((line) => line.trim() !== '');
  const heads = cellsOf(head ?? '');
  const rows = lines.map(rowOf);
  if (heads.length < 2 || rows.length === 0 || rows.length > MOST_LINES) return null;
  if (rows.some(({ cells, value }) => cells.length !== heads.length || Number.isNaN(value))) return null;
  const most = Math.max(...rows.map((row) => row.value));
  const columns = heads.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const body = rows.map((row) => rowHtml(row, most)).join('\n');
  return `<table class="chart">\n<thead>\n<tr>${columns}<td></td></tr>\n</thead>\n<tbody>\n${body}\n</tbody>\n</table>\n`;
}

function rowHtml({ cells: [label = '', ...numbers], value }: ChartRow, most: number): string {
  const bar = `<td><progress max="${most || 1}" value="${value}" aria-hidden="true"></progress></td>`;
  const written = numbers.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('');
  return `<tr><th scope="row">${escapeHtml(label)}</th>${written}${bar}</tr>`;
}

function rowOf(line: string): ChartRow {
  const cells = cellsOf(line);
  const last = cells.at(-1) ?? '';
  return { cells, value: NUMBER.test(last) ? Number(last.replace(',', '.')) : Number.NaN };
}

function cellsOf(line: string): string[] {
  return line.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
}

/** The block that `chartHtml` draws; cells are text, not Markdown. */
export function chartBlock(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => cell.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ');
  return ['```' + CHART, line(head), ...rows.map(line), '```'].join('\n');
}
