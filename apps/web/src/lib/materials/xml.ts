/** A piece of XML that is escaped already. */
export interface Xml {
  readonly xml: string;
}

export type Content = string | readonly Xml[];

/** An element; text and attributes are escaped, and characters that XML 1.0 does not know become spaces. */
export function tag(name: string, content: Content, attributes: Readonly<Record<string, string>> = {}): Xml {
  const inside = typeof content === 'string' ? escaped(content) : content.map((one) => one.xml).join('');
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const start = `<${name}${written.join('')}`;
  return { xml: inside === '' ? `${start}/>` : `${start}>${inside}</${name}>` };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- naming them is the point (XML 1.0, 2.2)
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ')
      .replaceAll(/[&<>"]/g, (one) => ENTITIES[one] ?? one)
  );
}
