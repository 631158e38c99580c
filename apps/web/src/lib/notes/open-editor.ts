import { defaultKeymap } from '@codemirror/commands';
import { markdown } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
  Doc,
  UndoManager,
  type Text,
} from 'yjs';
import { droppedFile, pastedFile } from '#lib/pictures/offered-file.ts';
import { ownParagraph } from '#lib/pictures/own-paragraph.ts';
import { othersCursors, showCursors, type Cursor } from './cursors.ts';
import { KeptUpdates } from './kept-updates.ts';
import { NotesLink, type LinkState, type There } from './notes-link.ts';

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly sessionId: string;
  readonly personId: string;
  /** Where the updates go and come from. */
  readonly path: string;
  readonly label: string;
  readonly placeholder: string;
  readonly onState: (state: LinkState) => void;
  /** The names of those who have these notes open, each once. */
  readonly onThere: (names: readonly string[]) => void;
  /** A file was pasted, or dropped where the cursor is now. */
  readonly onFile: (file: File) => void;
}

export interface Editor {
  text(): string;
  /** Adds lines at the end and puts the cursor there. */
  append(text: string): void;
  /** Puts a paragraph of its own where the cursor is. */
  insert(markdown: string): void;
  close(): void;
}

const TELL_CURSOR_MS = 400;
// Pasted from elsewhere these would be refused: see the fields of packages/domain.
// eslint-disable-next-line no-control-regex -- naming them is the point; tab and line breaks are text
const MISLEADING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Opens the notes in an editor that others write in too. Resolves when the document is here. */
export async function openEditor(options: EditorOptions): Promise<Editor> {
  const doc = new Doc();
  const text = doc.getText(options.sessionId);
  const closable = new Compartment();
  let view: EditorView | undefined;
  let present: readonly There[] = [];
  const showOthers = (): void => view && showCursors(view, cursorsOf(present, doc, text));
  const kept = new KeptUpdates(options.personId, options.sessionId, doc.clientID);
  const link = await new Promise<NotesLink>((resolve) => {
    const made: NotesLink = new NotesLink(doc, options.path, kept, {
      ready: () => queueMicrotask(() => resolve(made)),
      state: (state) => {
        if (state.kind === 'closed')
          view?.dispatch({ effects: closable.reconfigure(EditorState.readOnly.of(true)) });
        options.onState(state);
      },
      there: (those) => {
        present = those;
        options.onThere([...new Set(those.map((one) => one.name))].toSorted());
        showOthers();
      },
    });
  });
  let telling: ReturnType<typeof setTimeout> | undefined;
  const tellCursor = (): void => {
    telling ??= setTimeout(() => {
      telling = undefined;
      const range = view?.hasFocus && view.state.selection.main;
      const at = (index: number) => createRelativePositionFromTypeIndex(text, index);
      link.tellCursor(range ? { anchor: at(range.anchor), head: at(range.head) } : null);
    }, TELL_CURSOR_MS);
  };
  const taken = (event: Event, at: EditorView, file: File | undefined): boolean => {
    if (!file) return false;
    event.preventDefault();
    if (!at.state.readOnly) options.onFile(file);
    return true;
  };
  // Of a shadow root: there CodeMirror's rules are adopted, where a document's policy refuses style elements.
  const root = options.parent.shadowRoot ?? options.parent.attachShadow({ mode: 'open' });
  const opened = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text.toString(),
      extensions: [
        keymap.of([...yUndoManagerKeymap, ...defaultKeymap]), // Tab is in neither: it leaves the editor
        drawSelection(),
        markdown(),
        syntaxHighlighting(HIGHLIGHT),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'true', lang: '' }),
        EditorView.clipboardInputFilter.of((pasted) => pasted.replaceAll(MISLEADING, '')),
        EditorView.domEventHandlers({
          paste: (event, at) => taken(event, at, pastedFile(event)),
          drop: (event, at) => {
            const file = droppedFile(event);
            const place = at.posAtCoords({ x: event.clientX, y: event.clientY });
            if (file && place !== null) at.dispatch({ selection: { anchor: place } });
            // What is in a text file goes in as text, by CodeMirror.
            return taken(event, at, file?.type.startsWith('text/') ? undefined : file);
          },
        }),
        placeholder(options.placeholder),
        yCollab(text, null, { undoManager: new UndoManager(text) }),
        othersCursors(),
        closable.of([]),
        EditorView.updateListener.of((update) => {
          if (update.selectionSet || update.focusChanged) tellCursor();
        }),
        THEME,
      ],
    }),
  });
  view = opened;
  showOthers();
  return {
    text: () => text.toString(),
    append: (added) => {
      const end = opened.state.doc.length;
      const start = end === 0 || opened.state.doc.lineAt(end).text === '' ? '' : '\n\n';
      opened.dispatch({
        changes: { from: end, insert: start + added },
        selection: { anchor: end + start.length },
      });
      opened.focus();
    },
    insert: (markdown) => {
      if (opened.state.readOnly) return;
      const { from, to } = opened.state.selection.main;
      const around = [opened.state.sliceDoc(0, from), opened.state.sliceDoc(to)] as const;
      const insert = ownParagraph(around[0], markdown, around[1]);
      opened.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        scrollIntoView: true,
      });
      opened.focus();
    },
    close: () => {
      clearTimeout(telling);
      link.close();
      opened.destroy();
      doc.destroy();
    },
  };
}

/** The others' cursors as places in the text as it is here; whose place is gone is left out. */
function cursorsOf(present: readonly There[], doc: Doc, text: Text): Cursor[] {
  return present.flatMap(({ client, name, cursor }) => {
    if (client === doc.clientID || typeof cursor !== 'object' || cursor === null) return [];
    try {
      const { anchor, head } = cursor as { anchor: unknown; head: unknown }; // read below, and nothing else trusted
      const [from, to] = [placeOf(anchor, doc, text), placeOf(head, doc, text)];
      return from === null || to === null ? [] : [{ client, name, anchor: from, head: to }];
    } catch {
      return []; // not a position
    }
  });
}

function placeOf(position: unknown, doc: Doc, text: Text): number | null {
  const place = createAbsolutePositionFromRelativePosition(createRelativePositionFromJSON(position), doc);
  return place?.type === text ? place.index : null;
}

const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '700' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.link, color: 'var(--accent)' },
  { tag: tags.url, color: 'var(--accent)' },
  { tag: tags.processingInstruction, color: 'var(--ink-soft)' },
  { tag: tags.monospace, fontFamily: 'monospace' },
]);

const THEME = EditorView.theme({
  '&': {
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    background: 'var(--surface)',
    color: 'var(--ink)',
  },
  '&.cm-focused': { outline: '3px solid var(--accent)', outlineOffset: '2px' },
  '.cm-scroller': {
    fontFamily: 'var(--font-text)',
    lineHeight: '1.6',
    minHeight: '22rem',
    maxHeight: '75vh',
    overflow: 'auto',
  },
  '.cm-content': { padding: '1rem 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 0.75rem' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--accent-soft)',
  },
  '.cm-placeholder': { color: 'var(--ink-soft)' },
});
