import { describe, expect, it } from 'vitest';
import { changesWhoLooks, mayKeep, withKeptAt } from './what-is-kept.ts';

describe('what a device keeps', () => {
  it.each([
    '/',
    '/shanghai-2015',
    '/shanghai-2015/schedule',
    '/shanghai-2015/agenda',
    '/shanghai-2015/travel',
    '/shanghai-2015/pages',
    '/shanghai-2015/pages/house-rules',
    '/shanghai-2015/pages/house-rules/history',
    '/shanghai-2015/sessions/01abc',
    '/shanghai-2015/sessions/new', // what is sent from it waits
    '/shanghai-2015/plenary',
    '/wall/secret',
    '/shanghai-2015/organise/check-in',
    '/posts/what-came-out',
    '/organisers-meet', // an event may be called so
    '/accounting-day/schedule',
  ])('keeps %s', (path) => expect(mayKeep(path)).toBe(true));

  it.each([
    '/account',
    '/sign-in',
    '/sign-in/confirm',
    '/operate',
    '/welcome',
    '/invitation/secret',
    '/api/events',
    '/events/new',
    '/offline',
    '/shanghai-2015/organise',
    '/shanghai-2015/organise/invitations',
    '/shanghai-2015/organise/check-in/badges',
    '/shanghai-2015/organise/check-in-list',
    '/shanghai-2015/here',
    '/check-in/secret',
    '/shanghai-2015/sessions/01abc/edit',
  ])('does not keep %s', (path) => expect(mayKeep(path)).toBe(false));

  it('forgets all of it when somebody else may look from now on', () => {
    for (const path of ['/sign-out', '/sign-in/confirm', '/language', '/account', '/welcome'])
      expect([path, changesWhoLooks(path)]).toEqual([path, true]);
    for (const path of ['/shanghai-2015/plenary', '/sign-in', '/languages'])
      expect([path, changesWhoLooks(path)]).toEqual([path, false]);
  });

  it('says when it was kept, and nothing else', () => {
    const html = '<!doctype html>\n<html lang="de">\n<p><html lang="x"></p>';
    expect(withKeptAt(html, '2026-04-28T09:00:00.000Z')).toBe(
      '<!doctype html>\n<html data-kept-at="2026-04-28T09:00:00.000Z" lang="de">\n<p><html lang="x"></p>',
    );
    expect(withKeptAt('<html>', '"><script>')).toBe('<html data-kept-at="">');
  });
});
