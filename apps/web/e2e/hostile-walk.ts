import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  actionOf,
  patternOf,
  type Person,
  readPage,
  routeOf,
  subjectOf,
  type Answer,
  type Control,
  type Form,
} from './hostile-forms.ts';
import { hostileValues, plausible, type Hostile } from './hostile-values.ts';
import type { Site } from './site.ts';

/** Addresses looked at of each route and role: enough to meet a form in several states. */
const ADDRESSES_PER_ROUTE = 2;
/** Ends a sign-in or an event, so it comes when all others have been walked: in the last round. */
const LAST = /sign-out|endSignIn|cancel/;
/** Takes away what other buttons of the page are about, so it comes behind them. */
const TAKES_AWAY = /files \?\/remove$/;
const MAY_REPEAT = new Set([
  '/sign-in ?/mail', // two links come; more than five in ten minutes do not
  '/[event]/organise/check-in ?/mark', // a log of taps: who is here twice is here
]);
const ROUNDS = 5;
const FITTING = new Set([200, 303, 400, 401, 403, 404, 409, 410, 413, 415, 422, 429]);

interface Found {
  readonly role: string;
  readonly address: string;
  readonly form: Form;
}

type Values = ReadonlyMap<string, string>;

/** Fills in every form that anybody is shown, wrongly, and notes what is answered as it should not be. */
export class Walk {
  readonly problems: string[] = [];
  /** How many requests each action has answered. */
  readonly answered = new Map<string, number>();
  readonly #read = new Set<string>();
  readonly #walked = new Set<string>();
  readonly #audit: DatabaseSync;
  readonly #reader: Page;
  readonly #people: ReadonlyMap<string, Person>;
  readonly #seen: { readonly role: string; readonly path: string }[] = [];
  /** Where forms have led to: the last address of each role and route. */
  readonly #led = new Map<string, { readonly role: string; readonly path: string }>();
  readonly #ids = new Set<string>();
  readonly #origin: string;

  constructor(site: Site, reader: Page, people: ReadonlyMap<string, Person>) {
    this.#origin = site.origin;
    this.#reader = reader;
    this.#people = people;
    this.#audit = new DatabaseSync(join(site.data, 'plenary.sqlite'), { readOnly: true });
  }

  /**
   * Walks the forms found from these addresses on, and in further rounds those that appeared meanwhile.
   * With `only` it walks the forms of those actions alone, on these pages alone.
   */
  async everyForm(
    starts: ReadonlyMap<string, readonly string[]>,
    actions: readonly string[],
    only?: ReadonlySet<string>,
  ): Promise<void> {
    const addresses = new Map([...starts].map(([role, paths]) => [role, new Set(paths)]));
    for (let round = 0; round < ROUNDS; round++) {
      const found: Found[] = [];
      for (const [role, paths] of addresses)
        found.push(...(await this.#crawl(role, paths, round === 0 && !only)));
      const fresh = found
        .filter(({ form }) => !only || only.has(actionOf(form)))
        .filter(({ form }) => fieldsOf(form).some((field) => !this.#walked.has(field)));
      if (fresh.length === 0) return;
      const lasting = fresh.filter(({ form }) => !LAST.test(actionOf(form)));
      const due = lasting.length > 0 && round < ROUNDS - 1 ? lasting : fresh;
      for (const one of due.toSorted((a, b) => turnOf(a.form) - turnOf(b.form))) {
        await this.#walk(one);
        addresses.get(one.role)?.add(one.address);
      }
      const missed = new Set(
        actions.filter((one) => !this.answered.has(one)).map((one) => one.split(' ')[0]),
      );
      for (const { role, path } of [...this.#seen, ...this.#led.values()])
        if (missed.has(routeOf(path))) addresses.get(role)?.add(path);
    }
  }

  /** Sends nothing, and everything wrong, to every action as everybody: also to those that no page offers now. */
  async everyAction(actions: readonly string[]): Promise<void> {
    const names = new Set([...this.#walked].map((field) => field.split(' ')[2] ?? '').filter(Boolean));
    const garbage = new URLSearchParams([...names].map((name) => [name, 'a\u0000'])).toString();
    for (const action of actions) {
      const [route = '', query = ''] = action.split(' ');
      const address =
        this.#seen.find(({ path }) => routeOf(path) === route)?.path ??
        route.replaceAll(/\[\w+\]/g, 'nothing');
      for (const [role, person] of this.#people) {
        for (const body of ['', garbage]) {
          const { status } = await person.post(
            `${address.split('?')[0]}${query === 'default' ? '' : query}`,
            body,
          );
          if (!FITTING.has(status))
            this.problems.push(`${role}: ${action}, only garbage: answered ${status}`);
        }
      }
    }
  }

  close(): void {
    this.#audit.close();
  }

  /** How many rows each table has, save those that only say what has happened. */
  rows(): Map<string, number> {
    const tables = this.#audit.prepare("select name from sqlite_master where type = 'table'").all();
    return new Map(
      tables
        .map(({ name }) => String(name))
        .filter((name) => !/^(sqlite_|changes|audit_log|idempotency_keys)/.test(name))
        .map((name) => [
          name,
          Number(this.#audit.prepare(`select count(*) as n from "${name}"`).get()?.['n']),
        ]),
    );
  }

  /** Rows of the audit log that people have caused. */
  writes(): number {
    const row = this.#audit
      .prepare(
        // A mark at the door about nobody is answered and audited, and changes nothing.
        "select count(*) as n from audit_log where actor_kind <> 'system' and not (action = 'check-in' and subject_id is null)",
      )
      .get();
    return Number(row?.['n']);
  }

  async #crawl(role: string, starts: ReadonlySet<string>, onwards: boolean): Promise<Found[]> {
    const found: Found[] = [];
    const seen = new Set<string>();
    const news = new Map<string, number>();
    const queue = [...starts];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const route = routeOf(path);
      const bare = path.split(/[?#]/)[0] ?? path;
      if (!route || seen.has(bare) || /\/live$|\.ics$/.test(route)) continue;
      if (!starts.has(path)) {
        if ((news.get(route) ?? 0) >= ADDRESSES_PER_ROUTE) continue;
        news.set(route, (news.get(route) ?? 0) + 1);
      }
      seen.add(bare);
      this.#seen.push({ role, path });
      const answer = await this.#personOf(role).ask(path);
      const led = answer.headers.get('location');
      if (led?.startsWith('/')) queue.push(led);
      if (answer.status !== 200) continue;
      const page = await readPage(this.#reader, answer.text, this.#origin + path);
      for (const id of answer.text.match(/\b01[0-9a-hjkmnp-tv-z]{24}\b/g) ?? []) this.#ids.add(id);
      if (onwards) queue.push(...page.links.filter((link) => link.startsWith('/')));
      for (const form of page.forms) if (form.method === 'post') found.push({ role, address: path, form });
    }
    return found;
  }

  async #walk(found: Found): Promise<void> {
    const fields = new Set(fieldsOf(found.form).filter((field) => !this.#walked.has(field)));
    let form = fields.size === 0 ? undefined : await this.#again(found);
    if (!form) return;
    for (const field of fields) this.#walked.add(field);
    let typed = await this.#fillIn({ ...found, form });
    for (const control of found.form.controls) {
      if (!fields.delete(fieldOf(found.form, control)) || control.name === '_key') continue;
      for (const hostile of hostileValues(control, this.#foreignId(control.value))) {
        const before = this.writes();
        const answer = await this.#send(found, encode(form, typed, control.name, hostile));
        const wrote = this.writes() > before;
        await this.#judge({ found, form, typed, control, hostile, answer, wrote });
        if (!wrote) continue;
        const again = await this.#again(found);
        if (!again) return;
        [form, typed] = [again, adapted(again, typed)];
      }
    }
    for (const [type, body] of [
      ['application/x-www-form-urlencoded', `${encode(form, typed)}&extra=1&__proto__=1`],
      ['application/x-www-form-urlencoded', ''],
      ['application/x-www-form-urlencoded', `extra=${'x'.repeat(3_000_000)}`],
      ['application/json', JSON.stringify(Object.fromEntries(typed))],
      ['multipart/form-data; boundary=x', '--x\r\nbroken'],
      ['multipart/form-data', ''],
      ['text/plain', encode(form, typed)],
      ['', encode(form, typed)],
    ] as const) {
      const answer = await this.#send(found, body, type);
      this.#judgeStatus(found, `${type || 'no type'}, ${body.length} characters`, answer);
    }
    await this.#sendTwice(found, (await this.#again(found)) ?? form, typed);
  }

  /** As a double click does. */
  async #sendTwice(found: Found, form: Form, typed: Values): Promise<void> {
    const body = encode(form, adapted(form, typed), '_key', { what: 'own', values: [keyOf(form)] });
    const first = await this.#send(found, body);
    const rows = this.rows();
    const second = await this.#send(found, body);
    for (const [answer, which] of [
      [first, 'filled in'],
      [second, 'filled in again'],
    ] as const)
      this.#judgeStatus(found, which, answer);
    const more = [...this.rows()].filter(([table, count]) => count > (rows.get(table) ?? 0));
    if (more.length > 0 && !MAY_REPEAT.has(actionOf(form)))
      this.problems.push(
        `${found.role}: ${actionOf(form)}: sent twice, it adds to ${more.map(([table]) => table).join(', ')}`,
      );
  }

  /** What somebody might type; fields that the answer complains of, when one is wrong on purpose, stay as they were. */
  async #fillIn(found: Found): Promise<Map<string, string>> {
    const { form } = found;
    const typed = adapted(form, new Map());
    const text = form.controls.find(({ kind }) => kind === 'text' || kind === 'textarea');
    if (!text) return typed;
    const answer = await this.#send(
      found,
      encode(form, typed, text.name, { what: 'NUL', values: ['a\u0000'] }),
    );
    const page = await readPage(this.#reader, answer.text, this.#origin + found.address);
    for (const { name, invalid } of page.forms.find((one) => isSame(one, form))?.controls ?? [])
      if (invalid && name !== text.name)
        typed.set(name, form.controls.find((one) => one.name === name)?.value ?? '');
    return typed;
  }

  async #again({ role, address, form }: Found): Promise<Form | undefined> {
    const answer = await this.#personOf(role).ask(address);
    const { forms } = await readPage(this.#reader, answer.text, this.#origin + address);
    return forms.find((one) => isSame(one, form)) ?? forms.find((one) => one.to === form.to);
  }

  async #send({ role, form }: Found, body: string, type?: string): Promise<Answer> {
    this.answered.set(actionOf(form), (this.answered.get(actionOf(form)) ?? 0) + 1);
    const answer = await this.#personOf(role).post(form.to, body, type);
    const path = answer.headers.get('location');
    if (path?.startsWith('/')) this.#led.set(`${role} ${routeOf(path)}`, { role, path });
    return answer;
  }

  #judgeStatus({ role, form }: Found, what: string, { status }: Answer): void {
    if (!FITTING.has(status)) this.problems.push(`${role}: ${actionOf(form)}, ${what}: answered ${status}`);
  }

  async #judge(tried: {
    found: Found;
    form: Form;
    typed: Values;
    control: Control;
    hostile: Hostile;
    answer: Answer;
    wrote: boolean;
  }): Promise<void> {
    const { found, form, typed, control, hostile, answer, wrote } = tried;
    const { status } = answer;
    const complain = (what: string): void =>
      void this.problems.push(
        `${found.role}: ${actionOf(form)}, ${patternOf(control.name)} ${hostile.what}: ${what} (${status})`,
      );
    this.#judgeStatus(found, `${patternOf(control.name)} ${hostile.what}`, answer);
    if (wrote && hostile.poison?.(control)) complain('was written');
    if (wrote && status >= 400) complain('was refused and written');
    if (status < 400) return;
    if (!/ role="alert"|<h1/.test(answer.text)) complain('no sentence says why');
    const seen = `${fieldOf(form, control)} ${status}`; // reading a whole page takes longer than making it
    if (this.#read.has(seen)) return;
    this.#read.add(seen);
    const page = await readPage(this.#reader, answer.text, this.#origin + found.address);
    if (!page.said.some((words) => /\w{3}.*\w/.test(words))) return complain('no sentence says why');
    const byHand = !/hidden|unseen|file|button|checkbox|radio|select/.test(control.kind); // nobody types anything else wrong
    if (status === 422 && byHand && !page.marked)
      complain(`no field is marked, it says “${page.said.join(' ')}”`);
    const back = page.forms.find((one) => isSame(one, form));
    for (const [name, value] of typed) {
      const kind = form.controls.find((one) => one.name === name)?.kind ?? '';
      if (!byHand || name === control.name || /hidden|unseen|file|button/.test(kind)) continue;
      const shown = back?.controls.filter((one) => one.name === name) ?? [];
      const kept = shown.some((one) => one.sent && sameText(one.value, value));
      if (!kept) complain(`${name} lost “${value}”, shows “${shown.map((one) => one.value).join('|')}”`);
    }
  }

  /** An id that is real, but belongs elsewhere. */
  #foreignId(own: string): string {
    return [...this.#ids].findLast((id) => id !== own) ?? own;
  }

  #personOf(role: string): Person {
    const person = this.#people.get(role);
    if (!person) throw new Error(`nobody is ${role}`);
    return person;
  }
}

/** The fields of a form by their names' patterns; a form without any counts as one. */
function fieldsOf(form: Form): string[] {
  return [actionOf(form), ...new Set(form.controls.map((control) => fieldOf(form, control)))];
}

function fieldOf(form: Form, { name }: Control): string {
  return `${actionOf(form)} ${patternOf(name)}`;
}

/** Forms to fill in come first, then those that are only a button, then those that end something. */
function turnOf(form: Form): number {
  const action = actionOf(form);
  if (LAST.test(action)) return 3;
  return TAKES_AWAY.test(action) ? 2 : hasFields(form) ? 0 : 1;
}

function isSame(one: Form, other: Form): boolean {
  return one.to === other.to && subjectOf(one) === subjectOf(other);
}

function hasFields({ controls }: Form): boolean {
  return controls.some(({ kind }) => kind !== 'hidden' && kind !== 'button');
}

/** What was typed, with the versions, keys and ids that the form brings now; of a list to choose from, the first. */
function adapted(form: Form, typed: Values): Map<string, string> {
  const isList = ({ name }: Control): boolean => form.controls.filter((one) => one.name === name).length > 1;
  const entries = form.controls
    .filter(
      (one, n) => one.sent || (isList(one) && form.controls.findIndex(({ name }) => name === one.name) === n),
    )
    .map((one) => {
      const own = /hidden|unseen|button/.test(one.kind) ? one.value : undefined;
      return [one.name, own ?? typed.get(one.name) ?? plausible(one)] as const;
    });
  return new Map(entries);
}

function encode(form: Form, typed: Values, field?: string, hostile?: Hostile): string {
  const body = new URLSearchParams([...typed].filter(([name]) => name !== field && name !== '_key'));
  if (field === undefined || !hostile) return body.toString();
  for (const value of hostile.values ?? []) body.append(field, value);
  return hostile.raw === undefined
    ? body.toString()
    : `${body.toString()}&${encodeURIComponent(field)}=${hostile.raw}`;
}

function keyOf(form: Form): string {
  return form.controls.find(({ name }) => name === '_key')?.value ?? '';
}

function sameText(shown: string, typed: string): boolean {
  return shown.replaceAll('\r\n', '\n') === typed.replaceAll('\r\n', '\n');
}
