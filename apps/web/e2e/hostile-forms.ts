import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

/* Forms as a browser without script sees them, and somebody who fills them in. */

export interface Control {
  readonly name: string;
  /** As the server wrote it: the value, or for a choice the chosen option. */
  readonly value: string;
  /** `hidden`, `text`, `select`, `textarea`, `checkbox`, `button`…; `unseen` is a hidden text area. */
  readonly kind: string;
  readonly numeric: boolean;
  readonly required: boolean;
  readonly invalid: boolean;
  /** Whether it would be sent as the page stands. */
  readonly sent: boolean;
  readonly choices: readonly string[];
}

export interface Form {
  /** Path and query it is sent to. */
  readonly to: string;
  readonly method: string;
  readonly controls: readonly Control[];
}

export interface Read {
  readonly forms: readonly Form[];
  readonly links: readonly string[];
  /** What the page says of the form that was sent, or an error page's heading. */
  readonly said: readonly string[];
  /** Whether anything says which field is meant. */
  readonly marked: boolean;
}

const ID = /[0-9a-hjkmnp-tv-z]{26}(\.[\w-]{43})?/g;

/** Reads a page's HTML with a real parser, in a browser page that shows nothing. */
export function readPage(reader: Page, html: string, address: string): Promise<Read> {
  return reader.evaluate(readDocument, { html, address }).then((json) => JSON.parse(json) as Read); // readDocument writes it
}

/** Runs in the browser. One text comes back many times quicker than the objects themselves. */
function readDocument({ html, address }: { html: string; address: string }): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  const pathOf = (href: string): string => {
    const url = new URL(href, address);
    return url.pathname + url.search;
  };
  const control = (field: Field): Control => {
    const own = field.localName === 'input' ? (field.getAttribute('type') ?? 'text') : field.localName;
    const kind = field.hidden ? 'unseen' : own;
    const options = field instanceof HTMLSelectElement ? [...field.options] : [];
    const chosen = options.find((option) => option.hasAttribute('selected')) ?? options[0];
    const value = field.localName === 'select' ? chosen?.value : field.getAttribute('value');
    return {
      name: field.name,
      kind,
      value: field.localName === 'textarea' ? (field.textContent ?? '') : (value ?? ''),
      numeric: kind === 'number' || field.getAttribute('inputmode') === 'numeric',
      required: field.required,
      invalid: field.getAttribute('aria-invalid') === 'true',
      sent: !(kind === 'checkbox' || kind === 'radio') || field.hasAttribute('checked'),
      choices: options.map((option) => option.value),
    };
  };
  const forms = [...page.forms].flatMap((form) => {
    const all = [...form.elements];
    const fields = all.filter((one): one is Field => one.matches('input, select, textarea'));
    const controls = fields.filter((one) => one.name !== '' && !one.disabled).map(control);
    const buttons = all.filter((one): one is HTMLButtonElement => one.matches('button:not([type=button])'));
    return (buttons.length > 0 ? buttons : [undefined]).map((button) => ({
      to: pathOf(button?.getAttribute('formaction') ?? form.getAttribute('action') ?? address),
      method: (form.getAttribute('method') ?? 'get').toLowerCase(),
      controls: [
        ...controls,
        ...(button?.name
          ? [
              {
                ...{ name: button.name, value: button.value, kind: 'button', choices: [] },
                ...{ numeric: false, required: false, invalid: false, sent: true },
              },
            ]
          : []),
      ],
    }));
  });
  const read: Read = {
    forms,
    links: [...page.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? ''),
    said: [...page.querySelectorAll('[role=alert], [role=status], .error, h1')].map((one) =>
      one.textContent.trim(),
    ),
    marked: page.querySelector('[aria-invalid=true], .error') !== null,
  };
  return JSON.stringify(read);
}

const ROUTES = fileURLToPath(new URL('../src/routes', import.meta.url));

const PARAMETER = /\[\w+\]/g;

/** How much a step of a route leaves open, as SvelteKit weighs it: nothing, a part, all of it. */
function generality(step: string): string {
  return step.replaceAll(PARAMETER, '') === '' && step !== '' ? '2' : step.includes('[') ? '1' : '0';
}

/** Routes that answer, also those that only take forms; the more exact before the less. */
const routes = [
  ...new Set(
    readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)\+(page|server|page\.server)\./.test(file))
      .map((file) => `/${file.replace(/\/?\+[^/]*$/, '')}`),
  ),
]
  .map((route) => ({
    route,
    rank: route.split('/').map(generality).join(''),
    address: new RegExp(
      `^${route
        .split(PARAMETER)
        .map((part) => part.replaceAll('.', String.raw`\.`))
        .join('[^/]+')}$`,
    ),
  }))
  .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));

/** Which route an address belongs to; undefined for files and other sites. */
export function routeOf(path: string): string | undefined {
  const bare = path.split(/[?#]/)[0] ?? '';
  return routes.find(({ address }) => address.test(bare))?.route;
}

/** The action a form starts: `/[event]/sessions/new ?/propose`. */
export function actionOf({ to }: Form): string {
  const name = /[?&]\/(\w+)/.exec(to)?.[1];
  return `${routeOf(to) ?? to.split('?')[0]} ${name ? `?/${name}` : 'default'}`;
}

/** A field's name without what differs from row to row. */
export function patternOf(name: string): string {
  return name.replaceAll(ID, 'ID').replaceAll(/\d+/g, 'N');
}

/** Hidden fields that say which state of things a form was filled in against, not what it is about. */
const OF_THE_MOMENT = /^(_key|version|number|shownLeads)$/;

/** What a form is about: its hidden fields and the button's. */
export function subjectOf(form: Form): string {
  return form.controls
    .filter(({ kind, name }) => (kind === 'hidden' || kind === 'button') && !OF_THE_MOMENT.test(name))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
}

/** Somebody with a browser of their own: cookies, no script. */
export class Person {
  readonly #cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.#origin + path, {
      redirect: 'manual',
      ...init,
      headers: { origin: this.#origin, accept: 'text/html', ...(cookie && { cookie }), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0\b/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  post(path: string, body: BodyInit, type = 'application/x-www-form-urlencoded'): Promise<Answer> {
    return this.ask(path, { method: 'POST', body, headers: { 'content-type': type } });
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Signs in with a link, as its page does. */
export async function signInAs(person: Person | undefined, link: string): Promise<void> {
  const { pathname, searchParams } = new URL(link);
  const answer = await person?.post(pathname, `token=${searchParams.get('token')}`);
  if (answer?.status !== 303) throw new Error(`${link} answered ${answer?.status}`);
}
