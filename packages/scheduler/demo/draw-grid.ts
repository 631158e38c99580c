import type { Problem } from '../src/problem.ts';
import { byId, make } from './elements.ts';
import type { FilledCell } from './messages.ts';

let before = new Map<string, string>();

/** A row for each slot, a column for each area. What has just changed is tinted. */
export function drawGrid({ slots, areas }: Problem, cells: readonly FilledCell[]): void {
  const filled = new Map(cells.map((cell) => [`${cell.slot} ${cell.area}`, cell]));
  const head = make('tr', headCell('Time', 'col'));
  for (const { id, seats } of areas) {
    const cell = headCell(id, 'col');
    cell.append(make('small', seats === null ? 'no limit' : `${seats} seats`));
    head.append(cell);
  }
  const rows = slots.map((slot) => {
    const title = headCell(`${slot.start}–${slot.end}`, 'row');
    title.append(make('small', slot.day));
    const row = make('tr', title);
    for (const area of areas) {
      const key = `${slot.id} ${area.id}`;
      const cell = filled.get(key);
      const box = cell
        ? make('td', make('strong', cell.session), make('small', peopleSit(cell.people)))
        : make('td');
      if (before.size > 0 && cell?.session !== before.get(key)) box.className = 'fresh';
      row.append(box);
    }
    return row;
  });
  byId('grid', HTMLTableElement).replaceChildren(make('thead', head), make('tbody', ...rows));
  byId('scroll', HTMLElement).hidden = false;
  before = new Map([...filled].map(([key, { session }]) => [key, session]));
}

/** Why the rest has no place. */
export function drawUnplaced(unplaced: readonly { session: string; reason: string }[]): void {
  const box = byId('unplaced', HTMLElement);
  if (unplaced.length === 0) return box.replaceChildren(make('p', 'Every session has a place.'));
  const items = unplaced.map(({ session, reason }) => make('li', make('strong', session), `: ${reason}`));
  box.replaceChildren(make('h3', 'Without a place'), make('ul', ...items));
}

function headCell(text: string, scope: 'col' | 'row'): HTMLTableCellElement {
  const cell = make('th', text);
  cell.scope = scope;
  return cell;
}

function peopleSit(people: number): string {
  return people === 1 ? '1 person' : `${people} people`;
}
