/** Checks parsed JSON field by field and collects what is wrong, each with its place. Never throws. */
export class JsonReader {
  readonly #errors: string[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Everything reported so far; beyond the limit only counted. */
  get errors(): readonly string[] {
    const more = this.#errors.length - this.#limit;
    return more > 0 ? [...this.#errors.slice(0, this.#limit), `and ${more} more`] : this.#errors;
  }

  get failed(): boolean {
    return this.#errors.length > 0;
  }

  report(place: string, sentence: string): void {
    this.#errors.push(`${place}: ${sentence}`);
  }

  object(value: unknown, place: string): Readonly<Record<string, unknown>> | undefined {
    if (isRecord(value)) return value;
    this.report(place, `expected an object, found ${shown(value)}`);
    return undefined;
  }

  /** A missing or null list is empty unless it is `required`. */
  array(value: unknown, place: string, required = false): readonly unknown[] {
    if (Array.isArray(value)) return value;
    if (required || (value !== undefined && value !== null)) {
      this.report(place, `expected a list, found ${shown(value)}`);
    }
    return [];
  }

  text(value: unknown, place: string): string | undefined {
    if (typeof value === 'string' && value !== '') return value;
    this.report(place, `expected a text, found ${shown(value)}`);
    return undefined;
  }

  matching(value: unknown, place: string, pattern: RegExp, wanted: string): string | undefined {
    if (typeof value === 'string' && pattern.test(value)) return value;
    this.report(place, `expected ${wanted}, found ${shown(value)}`);
    return undefined;
  }

  integer(value: unknown, place: string, least: number, most: number): number | undefined {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.report(place, `expected a whole number from ${least} to ${most}, found ${shown(value)}`);
    return undefined;
  }

  /** A list of different ids, each of which must be in `known`. */
  ids(value: unknown, place: string, noun: string, known: ReadonlySet<string>): string[] {
    const found = new Set<string>();
    this.array(value, place).forEach((item, i) => {
      const id = this.id(item, `${place}[${i}]`, noun, known);
      if (id === undefined) return;
      if (found.has(id)) this.report(`${place}[${i}]`, `"${id}" is listed twice`);
      found.add(id);
    });
    return [...found];
  }

  id(value: unknown, place: string, noun: string, known: ReadonlySet<string>): string | undefined {
    const id = this.text(value, place);
    if (id === undefined || known.has(id)) return id;
    this.report(place, `no ${noun} "${id}"`);
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const text = String(typeof value === 'string' ? JSON.stringify(value) : value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
