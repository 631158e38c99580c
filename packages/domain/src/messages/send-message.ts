import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { encodeQR } from 'qr';
import type { Db } from '../database/db.ts';
import { timestamp, type Clock } from '../kernel/clock.ts';
import { CODE_PICTURE } from './render-message.ts';
import type { MessageState } from './message-tables.ts';

export interface Letter {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar: string | null;
  /** An address to attach as a QR code. */
  readonly code: string | null;
}

/** Hands a letter to whoever delivers it. Throws when that failed for certain and may be tried again. */
export type Deliver = (letter: Letter) => Promise<void>;

export interface SendNeeds {
  readonly db: Db;
  readonly clock: Clock;
  readonly deliver: Deliver;
  /** The domain that message ids end in. */
  readonly host: string;
}

/**
 * Sends one message of the outbox. "sending" is committed before the mail server hears of it: if
 * the process ends in between, nobody knows whether the mail went out, and the message becomes
 * "uncertain" for a person to decide, rather than going out twice (RFC 5321, 4.5.4.2 leaves no more).
 */
export async function sendMessage(needs: SendNeeds, messageId: string): Promise<void> {
  const taken = await change(needs.db, messageId, 'queued', { state: 'sending' });
  if (!taken) {
    await change(needs.db, messageId, 'sending', {
      state: 'uncertain',
      error: 'The server stopped while sending; it may have gone out.',
    });
    return;
  }
  const letter: Letter = {
    messageId: `<${taken.id}@${needs.host}>`,
    to: taken.to_email,
    subject: taken.subject,
    text: taken.text,
    html: taken.html,
    calendar: taken.calendar,
    code: taken.code,
  };
  try {
    await needs.deliver(letter);
  } catch (error) {
    await change(needs.db, messageId, 'sending', {
      state: 'queued',
      error: error instanceof Error ? error.message : String(error),
    });
    throw error;
  }
  await change(needs.db, messageId, 'sending', {
    state: 'sent',
    error: null,
    sent_at: timestamp(needs.clock.now()),
  });
}

function change(
  db: Db,
  messageId: string,
  from: MessageState,
  values: { state: MessageState; error?: string | null; sent_at?: string },
) {
  return db
    .updateTable('messages')
    .set(values)
    .where('id', '=', messageId)
    .where('state', '=', from)
    .returningAll()
    .executeTakeFirst();
}

export interface SmtpSettings {
  readonly url: string;
  readonly from: string;
}

/** Delivers through an SMTP server. */
export function deliverBySmtp(settings: SmtpSettings): Deliver {
  const transport = nodemailer.createTransport(settings.url);
  return async (letter) => {
    await transport.sendMail(mailOf(letter, settings.from));
  };
}

/** Delivers into a folder, one file a mail, where there is no SMTP server. */
export function deliverToFolder(folder: string, from: string): Deliver {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return async (letter) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const sent = await transport.sendMail(mailOf(letter, from));
    const name = `${letter.messageId.slice(1).split('@')[0] ?? 'mail'}.eml`;
    writeFileSync(join(folder, name), sent.message as Buffer, { mode: 0o600 }); // a Buffer because of `buffer: true`
  };
}

function mailOf(letter: Letter, from: string) {
  return {
    messageId: letter.messageId,
    from,
    to: letter.to,
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    disableFileAccess: true,
    disableUrlAccess: true,
    // An attachment rather than an invitation: whoever opens it decides, and nobody is asked to reply.
    attachments: [
      ...(letter.calendar
        ? [{ filename: 'event.ics', contentType: 'text/calendar; charset=utf-8', content: letter.calendar }]
        : []),
      ...(letter.code ? [codePicture(letter.code)] : []),
    ],
  };
}

function codePicture(address: string) {
  return {
    filename: 'code.gif',
    contentType: 'image/gif',
    content: Buffer.from(encodeQR(address, 'gif', { ecc: 'medium', scale: 4 })),
    cid: CODE_PICTURE,
  };
}
