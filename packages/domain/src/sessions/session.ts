import { z } from 'zod';
import { email, line, optionalLine, text, wholeNumber, id } from '../kernel/fields.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { foldedName } from '../text/fold.ts';

/** What a session may need of its work area. */
export const FEATURES = ['screen', 'whiteboard', 'quiet', 'step-free'] as const;
export type Feature = (typeof FEATURES)[number];

/** The longest text a field takes, in characters, and how many there may be. */
export const MAX = {
  headline: 120,
  topic: 60,
  text: 10_000,
  leadName: 80,
  leads: 8,
  length: 3,
  slots: 500,
} as const;

export interface SessionLead {
  readonly id: Id;
  /** null: known by name only. */
  readonly personId: Id | null;
  readonly name: string;
}

/** A session as its page and its form need it. Carries nobody's mail address. */
export interface Session {
  readonly id: Id;
  readonly eventId: Id;
  readonly headline: string;
  /** Markdown: the problem, how people can contribute, what to prepare. */
  readonly problem: string;
  readonly contribution: string;
  readonly preparation: string;
  readonly topic: string;
  /** In slots. */
  readonly length: number;
  readonly needs: readonly Feature[];
  readonly wantsLead: boolean;
  /** The day it is wanted on; null: any. */
  readonly dayId: Id | null;
  readonly leads: readonly SessionLead[];
  /** When its leads cannot run it. */
  readonly unavailableSlotIds: readonly Id[];
  readonly proposedBy: Id | null;
  readonly proposedAt: Timestamp;
  readonly updatedAt: Timestamp;
  readonly withdrawnAt: Timestamp | null;
  readonly mergedInto: Id | null;
  readonly version: number;
}

/** Somebody named as a lead: with a mail address they are told, and the session is theirs to change. */
export const newLead = z.strictObject({
  name: line(MAX.leadName),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .refine((value) => value === '' || email.safeParse(value).success, { error: 'not-an-email' })
    .default(''),
});
export type NewLead = z.output<typeof newLead>;

/** What is said about a session when it is proposed and when it is changed. */
export const sessionFields = {
  headline: line(MAX.headline),
  problem: text(MAX.text),
  contribution: text(MAX.text),
  preparation: text(MAX.text),
  topic: optionalLine(MAX.topic),
  length: wholeNumber(1, MAX.length).default(1),
  needs: z.array(z.enum(FEATURES)).max(FEATURES.length).default([]),
  wantsLead: z.boolean().default(false),
  dayId: id.nullable().default(null),
  unavailableSlotIds: z.array(id).max(MAX.slots).default([]),
};

/** What was said about a session, as its row keeps it. */
export function columnsOf(said: z.output<z.ZodObject<typeof sessionFields>>) {
  const { headline, problem, contribution, preparation, topic, length, needs, wantsLead, dayId } = said;
  return {
    ...{ headline, problem, contribution, preparation, topic, length },
    needs: JSON.stringify(needs),
    wants_lead: wantsLead ? 1 : 0,
    day_id: dayId,
  };
}

/** The headlines that equal `headline` as people read it. One without letters or digits equals nothing. */
export function alikeAmong<T extends { readonly headline: string }>(
  headline: string,
  others: readonly T[],
): readonly T[] {
  const folded = foldedName(headline);
  return folded === '' ? [] : others.filter((other) => foldedName(other.headline) === folded);
}

/** Leads of two sessions in one list: nobody twice, neither by person nor by name only. */
export function unitedLeads<T extends Pick<SessionLead, 'personId' | 'name'>>(
  first: readonly T[],
  second: readonly T[],
): T[] {
  const united = [...first];
  for (const lead of second) {
    const known = united.some((other) =>
      lead.personId ? other.personId === lead.personId : foldedName(other.name) === foldedName(lead.name),
    );
    if (!known) united.push(lead);
  }
  return united;
}

/** Needs as the database keeps them. */
export function readNeeds(json: string): Feature[] {
  const needs: unknown = JSON.parse(json);
  return Array.isArray(needs) ? FEATURES.filter((feature) => needs.includes(feature)) : [];
}
