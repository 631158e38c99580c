import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { DomainError } from '../kernel/errors.ts';
import { endingOf } from './clean-file-name.ts';
import { ENDINGS, FILE_TYPES, SAME_TYPES } from './file-types.ts';

const LOOKED_AT = 64 * 1024;

/**
 * The type of a file by its content. Refused: what is not in the list, and a name whose ending
 * promises something else (OWASP ASVS 5.2.2). Reads the beginning only, and unpacks nothing.
 */
export async function detectType(path: string, name: string): Promise<string> {
  const type = await typeByContent(path, name);
  const endings = Object.hasOwn(FILE_TYPES, type) ? FILE_TYPES[type] : undefined;
  if (!endings)
    throw new DomainError(
      'file-refused',
      `"${name}" cannot be attached: by its content it is ${type}. Try: ${ENDINGS.join(', ')}.`,
      { params: { name, type, endings: ENDINGS.join(', ') } },
    );
  if (!endings.includes(endingOf(name)))
    throw new DomainError(
      'file-misnamed',
      `"${name}" is ${type} by its content. Try: a name that ends in .${endings.join(' or .')}.`,
      { params: { name, type, endings: endings.join(', ') } },
    );
  return type;
}

async function typeByContent(path: string, name: string): Promise<string> {
  const head = await beginningOf(path);
  const found = await fileTypeFromFile(path);
  if (found) {
    const [type = ''] = found.mime.split(';');
    return SAME_TYPES[type] ?? type;
  }
  return typeOfText(head, endingOf(name));
}

/** Text has no marks of its own: UTF-8 without control characters that does not begin as a page. */
function typeOfText(head: Buffer, ending: string): string {
  const text = decoded(head);
  if (text === undefined) return 'application/octet-stream';
  if (/^WEBVTT(?:[ \t\r\n]|$)/.test(text)) return 'text/vtt';
  const start = text.trimStart().slice(0, 2000).toLowerCase();
  if (/<svg[\s>]/.test(start)) return 'image/svg+xml';
  if (/^(<!doctype html|<html|<head|<body|<script|<!--)/.test(start)) return 'text/html';
  if (start.startsWith('<?xml')) return 'application/xml';
  return ending === 'md' ? 'text/markdown' : 'text/plain';
}

function decoded(head: Buffer): string | undefined {
  try {
    // The last character may be cut by where reading ended.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, {
      stream: head.length === LOOKED_AT,
    });
    // eslint-disable-next-line no-control-regex -- naming them is the point
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
