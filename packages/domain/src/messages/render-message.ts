import { renderMarkdown } from '../text/markdown.ts';
import type { Template } from './templates.ts';

export interface RenderedMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a mail's HTML calls the attached picture of its code (RFC 2392). */
export const CODE_PICTURE = 'code@plenary';

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/**
 * Fills a template. Values go in after the Markdown was rendered, escaped, and are not looked
 * through again: a participant's name is only ever a name. A subject is always one line.
 */
export function renderMessage(template: Template, params: Readonly<Record<string, string>>): RenderedMessage {
  const valueOf = (name: string): string => (Object.hasOwn(params, name) ? (params[name] ?? '') : '');
  const subject = template.subject
    .replaceAll(PLACEHOLDER, (_, name: string) => valueOf(name))
    .replaceAll(/[\r\n]+/g, ' ');
  const text = template.body
    .replaceAll('**', '')
    .replaceAll(PLACEHOLDER, (_, name: string) => valueOf(name))
    .replaceAll(/\n{3,}/g, '\n\n');
  const html = renderMarkdown(template.body).replaceAll(PLACEHOLDER, (_, name: string) =>
    inHtml(name, valueOf(name)),
  );
  return { subject, text: `${text.trim()}\n`, html: page(subject, html) };
}

function inHtml(name: string, value: string): string {
  const escaped = escape(value);
  if (name === 'link' && /^https?:\/\//.test(value))
    return `<a href="${escaped}" style="color:#1f5f8b">${escaped}</a>`;
  if (name === 'code' && /^https?:\/\//.test(value))
    return `<img src="cid:${CODE_PICTURE}" width="220" height="220" alt="QR: ${escaped}"><br><a href="${escaped}" style="color:#1f5f8b">${escaped}</a>`;
  return escaped.replaceAll('\n', '<br>');
}

function page(title: string, body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escape(title)}</title></head><body style="font:16px/1.5 system-ui,sans-serif;color:#1c2430;max-width:36em;margin:2em auto;padding:0 1em">${body}</body></html>`;
}

function escape(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
