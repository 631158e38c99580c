import { byId } from './elements.ts';

/** A value after so many seconds. */
export type Point = { readonly at: number; readonly value: number };

const WIDTH = 600;
const HEIGHT = 160;

/** What is served and the limit, as steps over time, up to now. */
export function drawPlot(found: readonly Point[], limit: readonly Point[], now: number): void {
  const values = [...found, ...limit].map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const plot = byId('plot', SVGSVGElement);
  const x = (at: number): number => (WIDTH * at) / Math.max(now, 0.001);
  const y = (value: number): number =>
    HEIGHT - 8 - ((HEIGHT - 16) * (value - least)) / Math.max(1, most - least);
  const line = (points: readonly Point[], kind: string): SVGPolylineElement => {
    const steps = points.flatMap(({ at, value }, i) => {
      const until = points[i + 1]?.at ?? now;
      return [`${x(at).toFixed(1)},${y(value).toFixed(1)}`, `${x(until).toFixed(1)},${y(value).toFixed(1)}`];
    });
    const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
    drawn.setAttribute('points', steps.join(' '));
    drawn.setAttribute('class', kind);
    return drawn;
  };
  plot.replaceChildren(line(limit, 'line-limit'), line(found, 'line-found'));
  const [served, bound] = [found.at(-1)?.value ?? 0, limit.at(-1)?.value];
  plot.setAttribute(
    'aria-label',
    `Over ${now.toFixed(0)} seconds the interest served rose to ${served}${bound === undefined ? '' : `, and its limit fell to ${bound}`}.`,
  );
  const range = `from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}, ${now.toFixed(1)} s`;
  byId('range', HTMLElement).textContent = range;
  byId('chart', HTMLElement).hidden = values.length < 2;
}
