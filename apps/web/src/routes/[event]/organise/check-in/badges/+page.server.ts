import { badges, type Badge } from '@plenary/domain/check-in/badges.ts';
import { checkInAddress } from '@plenary/domain/invitations/check-in-code.ts';
import { LABEL_FORMATS, LABELS_ON, onSheets, type LabelFormat } from '#lib/check-in/label-formats.ts';
import { qrPicture } from '#lib/qr/qr-picture.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { mustHelp } from '#lib/server/event-standing.ts';
import type { PageServerLoad } from './$types';

const FIELDS = ['organisation', 'role', 'newcomer', 'code'] as const;
const WHO = ['all', 'missing', 'here'] as const;

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustHelp(request, event.id);
  const { db, site } = request.locals.app;
  const { searchParams: asked } = request.url;
  const format = oneOf(LABEL_FORMATS, asked.get('format')) ?? 'a4-3x8';
  const who = oneOf(WHO, asked.get('who')) ?? 'all';
  const name = (asked.get('name') ?? '').slice(0, 100);
  // Nothing chosen yet: everything but what needs explaining.
  const fields = asked.has('format')
    ? FIELDS.filter((field) => asked.has(field))
    : FIELDS.filter((field) => field !== 'newcomer');
  const start = startOf(asked.get('start'), format);
  const has = (field: (typeof FIELDS)[number]) => fields.includes(field);
  const everybody = await badges(db, event);
  const labels = everybody
    .filter((one) => (who === 'all' ? true : who === 'here' ? one.came : !one.came))
    .filter((one) => one.name.toLowerCase().includes(name.toLowerCase()))
    .map((one) => ({
      name: one.name,
      organisation: has('organisation') ? one.affiliation : '',
      role: has('role') ? roleWords(one) : '',
      newcomer: has('newcomer') && one.newcomer,
      picture: has('code') && one.invitationId ? qrPicture(checkInAddress(site, one.invitationId)) : null,
    }));
  return {
    ...{ format, who, name, fields, start },
    formats: LABEL_FORMATS.map((value) => ({ value, most: LABELS_ON[value] })),
    nobody: everybody.length === 0,
    count: labels.length,
    sheets: onSheets(labels, format, start),
  };
};

function oneOf<T extends string>(known: readonly T[], value: string | null): T | undefined {
  return known.find((one) => one === value);
}

function startOf(typed: string | null, format: LabelFormat): number {
  const start = Number(typed ?? 1);
  return Number.isInteger(start) ? Math.min(Math.max(1, start), LABELS_ON[format]) : 1;
}

function roleWords({ role }: Badge): string {
  return role === 'organiser'
    ? m.check_in_badge_organiser()
    : role === 'helper'
      ? m.check_in_badge_helper()
      : '';
}
