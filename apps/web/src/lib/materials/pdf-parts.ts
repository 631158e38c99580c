/** What a PDF may need besides itself: fonts that every reader has, tables of characters, decoders of pictures. */
const ADDRESSES = import.meta.glob<string>(
  [
    '../../../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
    '../../../../../node_modules/pdfjs-dist/cmaps/*.bcmap',
    '../../../../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg,qcms_bg}.wasm',
  ],
  { query: '?url&no-inline', import: 'default', eager: true },
);

const byName = new Map(Object.entries(ADDRESSES).map(([path, address]) => [path.split('/').at(-1), address]));

/** Hands pdf.js these parts by their names: it knows them by folders, and here each has an address with a hash. */
export class PdfParts {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const address = byName.get(filename);
    const answer = address && (await fetch(address));
    if (!answer || !answer.ok) throw new Error(`There is no "${filename}" for PDFs here.`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}
