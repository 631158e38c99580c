/*
 * Moving between the cells of the board with the arrow keys. The cells' buttons say where they are
 * with `data-row` and `data-column`; those of a day that a phone does not show are passed over.
 */

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function visibleCells(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-row][data-column]')].filter(
    (cell) => cell.offsetParent,
  );
}

function at(cells: readonly HTMLElement[], row: number, column: number): HTMLElement | undefined {
  return cells.find(
    (cell) => Number(cell.dataset['row']) === row && Number(cell.dataset['column']) === column,
  );
}

export const moveFocus = {
  /** Goes to the cell of a placed session, or else to the first that is possible. */
  toFirst(cell: string | undefined): void {
    const cells = visibleCells();
    const own = cells.find(
      (one) => cell !== undefined && one instanceof HTMLButtonElement && one.value === cell,
    );
    (own ?? cells.find((one) => one.ariaDisabled !== 'true') ?? cells[0])?.focus();
  },
  /** Goes one cell on when `key` is an arrow and the focus is in a cell; false otherwise. */
  by(key: string): boolean {
    const step = STEPS[key];
    const here = document.activeElement;
    if (!step || !(here instanceof HTMLElement) || here.dataset['row'] === undefined) return false;
    at(
      visibleCells(),
      Number(here.dataset['row']) + step[0],
      Number(here.dataset['column']) + step[1],
    )?.focus();
    return true;
  },
};
