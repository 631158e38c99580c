import { generateProblem } from '../src/generate.ts';
import type { Problem } from '../src/problem.ts';
import { readProblem } from '../src/read-problem.ts';
import { drawGrid, drawUnplaced } from './draw-grid.ts';
import { drawPlot, type Point } from './draw-plot.ts';
import { byId } from './elements.ts';
import type { News, Task } from './messages.ts';

const EXAMPLES: readonly [string, () => Problem][] = [
  [
    '30 sessions, 45 people, 6 areas with seats',
    () => generateProblem({ people: 45, sessions: 30, slots: 6, areas: 6, seed: 7, kind: 'full' }),
  ],
  [
    '12 sessions, 10 people: solved at once',
    () => generateProblem({ people: 10, sessions: 12, slots: 6, areas: 3, seed: 2, kind: 'plain' }),
  ],
  [
    '90 sessions, 260 people, 9 areas',
    () => generateProblem({ people: 260, sessions: 90, slots: 12, areas: 9, seed: 3, kind: 'full' }),
  ],
  [
    '150 sessions, 1000 people, 25 areas',
    () => generateProblem({ people: 1000, sessions: 150, slots: 7, areas: 25, seed: 4, kind: 'plain' }),
  ],
];

/** The worker's whole program, which build.mjs puts before this one: a page from a disk may load no script for it. */
declare const WORKER_CODE: string;

const form = byId('form', HTMLFormElement);
const choice = byId('problem', HTMLSelectElement);
const json = byId('json', HTMLTextAreaElement);
const runButton = byId('run', HTMLButtonElement);
const stopButton = byId('stop', HTMLButtonElement);
const status = byId('status', HTMLElement);
const save = byId('save', HTMLAnchorElement);

EXAMPLES.forEach(([name], i) => choice.add(new Option(name, String(i))));
choice.add(new Option('Your own, pasted below', 'own'));
show(0);
choice.addEventListener('change', () => {
  if (choice.value === 'own') {
    byId('own', HTMLDetailsElement).open = true;
    json.focus();
  } else show(Number(choice.value));
});
json.addEventListener('input', () => (choice.value = 'own'));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const problem = readJson();
  if (problem) run(problem);
});

function show(example: number): void {
  json.value = JSON.stringify(EXAMPLES[example]![1](), null, 1);
}

/** The problem in the field; otherwise what is wrong with it is said. */
function readJson(): Problem | undefined {
  const error = byId('error', HTMLElement);
  error.hidden = true;
  const refuse = (sentences: readonly string[]): undefined => {
    error.textContent = sentences.join('\n');
    error.hidden = false;
    byId('own', HTMLDetailsElement).open = true;
    json.focus();
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(json.value);
  } catch (cause) {
    return refuse([`The problem is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
  const read = readProblem(parsed);
  return read.ok ? read.problem : refuse(read.errors);
}

let end: (() => void) | undefined;
let stop: (() => void) | undefined;
stopButton.addEventListener('click', () => stop?.());

function run(problem: Problem): void {
  end?.();
  const seconds = Number(byId('seconds', HTMLSelectElement).value);
  const seed = Number(byId('seed', HTMLInputElement).value);
  const began = performance.now();
  const url = URL.createObjectURL(new Blob([WORKER_CODE], { type: 'text/javascript' }));
  const workers = (['search', 'prove'] as const).map((kind) => {
    const worker = new Worker(url);
    worker.addEventListener('message', ({ data }: MessageEvent<News>) => hear(data));
    worker.addEventListener('error', ({ message }) => {
      status.textContent = `Something went wrong: ${message}. Try another problem.`;
      finish();
    });
    worker.postMessage({ kind, problem, seed, seconds } satisfies Task);
    return worker;
  });
  const points: { found: Point[]; limit: Point[] } = { found: [], limit: [] };
  let placed = 0;
  let served = 0;
  let bound = Infinity;
  runButton.disabled = true;
  stopButton.disabled = false;
  stop = (): void => workers.forEach((worker) => worker.postMessage('stop'));
  save.hidden = true;
  byId('empty', HTMLElement).hidden = true;
  byId('unplaced', HTMLElement).replaceChildren();
  status.textContent = 'Searching, and proving how good a schedule can be …';
  end = finish;

  function hear(news: News): void {
    const at = (performance.now() - began) / 1000;
    if (news.kind === 'found') {
      served = news.served;
      bound = Math.min(bound, news.bound);
      points.found.push({ at, value: served });
      byId('progress', HTMLProgressElement).value = news.share;
      placed = new Set(news.cells.map(({ session }) => session)).size;
      byId('placed', HTMLElement).textContent = `${placed} of ${problem.sessions.length}`;
      drawGrid(problem, news.cells);
    } else if (news.kind === 'bound') {
      bound = Math.min(bound, news.bound);
      points.limit.push({ at, value: bound });
    } else {
      finish();
      drawUnplaced(news.unplaced);
      if (save.href) URL.revokeObjectURL(save.href);
      save.href = URL.createObjectURL(new Blob([news.schedule], { type: 'application/json' }));
      save.hidden = false;
      status.textContent = verdict();
    }
    if (bound <= served && placed === problem.sessions.length) stop?.();
    byId('served', HTMLElement).textContent = served.toLocaleString('en');
    byId('bound', HTMLElement).textContent = Number.isFinite(bound) ? bound.toLocaleString('en') : '–';
    byId('share', HTMLElement).textContent = percent();
    drawPlot(points.found, points.limit, at);
  }

  function verdict(): string {
    if (bound <= served) return 'Done. This is proven: no schedule serves more.';
    return `Done: at least ${percent()} of what any schedule could serve, proven.`;
  }

  /** Rounded down: never more than is proven. */
  function percent(): string {
    if (!Number.isFinite(bound)) return '–';
    return `${(Math.floor(bound === 0 ? 1000 : (1000 * served) / bound) / 10).toFixed(1)} %`;
  }

  function finish(): void {
    workers.forEach((worker) => worker.terminate());
    URL.revokeObjectURL(url);
    runButton.disabled = false;
    stopButton.disabled = true;
    end = undefined;
  }
}
