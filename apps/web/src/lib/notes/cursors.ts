import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';

/** Where somebody else's cursor is: counted in characters. */
export interface Cursor {
  readonly client: number;
  readonly name: string;
  readonly anchor: number;
  readonly head: number;
}

/** How many ways of marking there are; names say whose cursor it is. */
const COLOURS = 5;

const setCursors = StateEffect.define<readonly Cursor[]>();

/** Others' cursors and selections, with their names. Classes only: the pages allow no style attributes. */
export function othersCursors(): Extension {
  return [
    StateField.define<DecorationSet>({
      create: () => Decoration.none,
      update: (marks, transaction) => {
        for (const effect of transaction.effects)
          if (effect.is(setCursors)) return marksOf(effect.value, transaction.newDoc.length);
        return marks.map(transaction.changes);
      },
      provide: (field) => EditorView.decorations.from(field),
    }),
    EditorView.baseTheme(THEME),
  ];
}

export function showCursors(view: EditorView, cursors: readonly Cursor[]): void {
  view.dispatch({ effects: setCursors.of(cursors) });
}

function marksOf(cursors: readonly Cursor[], length: number): DecorationSet {
  const marks = cursors.flatMap(({ client, name, anchor, head }) => {
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
    const colour = `who-${client % COLOURS}`;
    if (to > length) return [];
    const caret = Decoration.widget({ widget: new Caret(name, colour), side: 1 }).range(head);
    return from === to
      ? [caret]
      : [Decoration.mark({ class: `others-selection ${colour}` }).range(from, to), caret];
  });
  return Decoration.set(marks, true);
}

class Caret extends WidgetType {
  readonly #name: string;
  readonly #colour: string;

  constructor(name: string, colour: string) {
    super();
    this.#name = name;
    this.#colour = colour;
  }

  override eq(other: Caret): boolean {
    return other.#name === this.#name && other.#colour === this.#colour;
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.className = `others-caret ${this.#colour}`;
    caret.setAttribute('aria-hidden', 'true'); // who is there is said above the text
    const label = document.createElement('span');
    label.textContent = this.#name;
    caret.append(label);
    return caret;
  }
}

const THEME = {
  '.others-caret': {
    position: 'relative',
    borderLeft: '2px solid var(--who)',
    marginInline: '-1px',
  },
  '.others-caret > span': {
    position: 'absolute',
    left: '-2px',
    bottom: '100%',
    padding: '0 0.3em',
    borderRadius: '3px 3px 3px 0',
    background: 'var(--who)',
    color: 'var(--surface)',
    font: '600 0.7rem/1.3 var(--font-text)',
    whiteSpace: 'nowrap',
    pointerEvents: 'none',
    zIndex: '5',
  },
  '.others-selection': { borderBottom: '2px solid var(--who)' },
  '.who-0': { '--who': 'var(--accent)' },
  '.who-1': { '--who': 'var(--bad)' },
  '.who-2': { '--who': 'var(--good)' },
  '.who-3': { '--who': 'var(--warn)' },
  '.who-4': { '--who': 'var(--ink-soft)' },
};
