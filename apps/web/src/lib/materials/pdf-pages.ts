import type * as PdfJs from 'pdfjs-dist';
// By address rather than bundled: they stay out of every page, and whatever keeps pages for later knows them by name.
// eslint-disable-next-line import/default -- Vite makes it an address
import librarySrc from 'pdfjs-dist/legacy/build/pdf.min.mjs?url&no-inline';
// eslint-disable-next-line import/default -- as above
import workerSrc from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url&no-inline';
import { PdfParts } from './pdf-parts.ts';

/** Pictures with more than this are left out: a phone has not the memory. */
const MOST_PIXELS = 50_000_000;
/** A screen that could show more is not worth the memory. */
const MOST_DENSITY = 2;

/** Where a page is shown: what is drawn, and its words above it, to be selected and read aloud. */
export interface Stage {
  readonly canvas: HTMLCanvasElement;
  readonly words: HTMLElement;
  /** CSS pixels that it may take. */
  readonly width: number;
  readonly height: number;
}

export interface Pdf {
  readonly pages: number;
  /** Shows a page as large as fits; whatever was being drawn before is given up. */
  show(page: number, stage: Stage): Promise<void>;
  close(): void;
}

/** Opens a PDF with pdf.js; pages are fetched as they are wanted. Rejects when it is damaged or has a password. */
export async function openPdf(url: string): Promise<Pdf> {
  const pdfjs = (await import(/* @vite-ignore */ librarySrc)) as typeof PdfJs; // its legacy build
  pdfjs.GlobalWorkerOptions.workerSrc = workerSrc;
  const task = pdfjs.getDocument({
    ...{ url, BinaryDataFactory: PdfParts, useWorkerFetch: false, maxImageSize: MOST_PIXELS },
    ...{ disableAutoFetch: true, disableStream: true }, // only the pages that are looked at
  });
  const pdf = await task.promise;
  let drawing: PdfJs.RenderTask | undefined;
  let wanted = 0;

  async function show(number: number, { canvas, words, width, height }: Stage): Promise<void> {
    const turn = (wanted += 1);
    drawing?.cancel();
    const page = await pdf.getPage(number);
    if (turn !== wanted) return;
    const whole = page.getViewport({ scale: 1 });
    const scale = Math.min(width / whole.width, height / whole.height);
    const density = Math.min(MOST_DENSITY, devicePixelRatio);
    const viewport = page.getViewport({ scale: scale * density });
    const sheet = document.createElement('canvas'); // the page before stays until this one is there
    [sheet.width, sheet.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
    drawing = page.render({ canvas: sheet, viewport });
    try {
      await drawing.promise;
    } catch (problem) {
      if (problem instanceof pdfjs.RenderingCancelledException) return;
      throw problem;
    }
    if (turn !== wanted) return;
    [canvas.width, canvas.height] = [sheet.width, sheet.height];
    canvas.style.width = `${whole.width * scale}px`;
    canvas.getContext('2d')?.drawImage(sheet, 0, 0);
    words.replaceChildren();
    words.style.setProperty('--total-scale-factor', String(scale));
    const textContentSource = page.streamTextContent();
    const above = page.getViewport({ scale });
    await new pdfjs.TextLayer({ textContentSource, container: words, viewport: above }).render();
  }

  return { pages: pdf.numPages, show, close: () => void task.destroy() };
}
