import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProblem } from '../read-problem.ts';
import { fromInterests } from './from-interests.ts';
import { fromScheduleJson, isScheduleJson } from './from-schedule-json.ts';
import { fromSessionScheduler, isSessionScheduler } from './from-session-scheduler.ts';
import { readCsv } from './read-csv.ts';

const event = (guid: string, start: string, duration: string, more: object = {}) => ({
  ...{ guid, start, duration, title: `Talk ${guid}`, track: '', persons: [{ public_name: 'Ann' }] },
  ...more,
});
const schedule = (days: object[]) => ({
  schedule: { conference: { title: 'Camp', rooms: [{ name: 'Hall' }, { name: 'Yard' }], days } },
});
const day = (rooms: object, more: object = {}) => ({ date: '2026-04-28', rooms, ...more });

describe('a schedule.json', () => {
  test('becomes slots cut where something begins or ends, sessions, people, and the last release', () => {
    const json = schedule([
      day({
        Hall: [event('a', '10:00', '01:00', { track: 'Boot' }), event('b', '11:15', '00:45')],
        Yard: [event('c', '10:30', '1:30', { persons: [{ name: 'Bob' }, { name: 'Ann' }] })],
      }),
    ]);
    expect(isScheduleJson(json)).toBe(true);
    const converted = fromScheduleJson(json);
    if (!converted.ok) throw new Error(converted.errors.join('\n'));
    const { problem } = converted;
    expect(problem.slots.map((slot) => `${slot.start}–${slot.end}`)).toEqual([
      '10:00–10:30',
      '10:30–11:00',
      '11:00–11:15',
      '11:15–12:00',
    ]);
    expect(problem.areas).toEqual([
      { id: 'Hall', seats: null },
      { id: 'Yard', seats: null },
    ]);
    expect(problem.sessions).toEqual([
      { id: 'a', leads: ['Ann'], length: 2, topic: 'Boot' },
      { id: 'b', leads: ['Ann'], length: 1 },
      { id: 'c', leads: ['Bob', 'Ann'], length: 3 },
    ]);
    expect(problem.people.map((one) => one.id)).toEqual(['Ann', 'Bob']);
    expect(problem.previous?.map((one) => `${one.session} ${one.slot} ${one.area}`)).toEqual([
      'a 2026-04-28 10:00 Hall',
      'b 2026-04-28 11:15 Hall',
      'c 2026-04-28 10:30 Yard',
    ]);
    expect(readProblem(problem).ok).toBe(true);
  });

  test('keeps breaks out of the slots and what runs past midnight on its day', () => {
    const late = {
      Hall: [event('a', '23:30', '01:00'), event('b', '00:30', '01:00'), event('c', '20:00', '01:00')],
    };
    const converted = fromScheduleJson(schedule([day(late, { day_start: '2026-04-28T04:00:00+02:00' })]));
    expect(converted.ok && converted.problem.slots.map((slot) => [slot.start, slot.end])).toEqual([
      ['20:00', '21:00'],
      ['23:30', '00:30'],
      ['00:30', '01:30'],
    ]);
  });

  test('is refused with the place of what is wrong', () => {
    const wrong = schedule([
      day({ Hall: [{ guid: 'a', title: 'A', start: 'ten', duration: '00:00' }, 7] }, { date: 'Tuesday' }),
      day({ Hall: [{ guid: 'a', title: 'A', start: 'ten', duration: '00:00' }, 7] }),
    ]);
    expect(fromScheduleJson(wrong)).toEqual({
      ok: false,
      errors: [
        'schedule.conference.days[0].date: expected a date such as 2026-04-28, found "Tuesday"',
        'schedule.conference.days[1].rooms["Hall"][0].start: expected a time such as 10:00',
        'schedule.conference.days[1].rooms["Hall"][0].duration: expected a time such as 00:45',
        'schedule.conference.days[1].rooms["Hall"][1]: expected an object, found 7',
      ],
    });
    const twice = schedule([day({ Hall: [event('a', '10:00', '01:00'), event('a', '11:00', '01:00')] })]);
    expect(fromScheduleJson(twice)).toEqual({ ok: false, errors: ['event "a": is in the schedule twice'] });
  });

  test('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        for (const read of [fromScheduleJson, fromSessionScheduler])
          for (const value of [json, schedule([json as object]), schedule([day({ Hall: json })])])
            expect(typeof read(value).ok).toBe('boolean');
      }),
    );
  });
});

describe('the tables of the session scheduler', () => {
  const tables = {
    users: [{ id: 1 }, { id: 2 }],
    discussions: [
      { id: 10, owner: 1, title: 'Boot' },
      { id: 11, owner: 2, title: 'Docs' },
    ],
    interest: [
      { user: 1, discussion: 10, interest: 100 },
      { user: 1, discussion: 11, interest: 25 },
      { user: 2, discussion: 11, interest: 0 },
    ],
    possible_slots: [{ discussion: 11, slot: 7 }],
    locations: [
      { id: 1, name: 'Hall', is_place: 1, capacity: 45 },
      { id: 2, name: 'Ad hoc', is_place: 0, capacity: 0 },
    ],
    slots: [
      { id: 7, day: '2019-07-10', time: '09:50', is_break: 0, is_locked: 0 },
      { id: 6, day: '2019-07-10', time: '09:00', is_break: 0, is_locked: 1 },
      { id: 8, day: '2019-07-10', time: '10:40', is_break: 1, is_locked: 0 },
    ],
    schedule: [
      { discussion: 10, slot: 6, location: 1 },
      { discussion: 11, slot: 7, location: 1 },
    ],
  };

  test('become a problem: owners lead, locked slots pin, places that are none have no limit', () => {
    expect(isSessionScheduler(tables)).toBe(true);
    const converted = fromSessionScheduler(tables);
    expect(converted.ok && converted.problem).toEqual({
      format: 'plenary-problem/1',
      name: 'session scheduler',
      slots: [
        { id: '6', day: '2019-07-10', start: '09:00', end: '09:50' },
        { id: '7', day: '2019-07-10', start: '09:50', end: '10:50' },
      ],
      areas: [
        { id: '1', seats: 45 },
        { id: '2', seats: null },
      ],
      sessions: [
        { id: '10', leads: ['1'], slots: null, pin: { slot: '6', area: '1' } },
        { id: '11', leads: ['2'], slots: ['7'], pin: null },
      ],
      people: [
        { id: '1', interest: { 10: 100, 11: 25 } },
        { id: '2', interest: {} },
      ],
      previous: [
        { session: '10', slot: '6', area: '1' },
        { session: '11', slot: '7', area: '1' },
      ],
    });
    expect(readProblem(converted.ok && converted.problem).ok).toBe(true);
  });

  test('are refused with the place of what is wrong', () => {
    const wrong = {
      ...tables,
      slots: [{ id: 7, day: '2019-07-10', time: 'noon' }],
      interest: [{ user: 3, discussion: 10, interest: 101 }],
      locations: [{ id: 1, capacity: 0 }],
    };
    expect(fromSessionScheduler(wrong)).toEqual({
      ok: false,
      errors: [
        'slots[0].time: expected a time such as 10:00',
        'locations[0].capacity: expected a whole number from 1 to 9007199254740991, found 0',
        'interest: no user "3"',
      ],
    });
  });
});

describe('a table of interests', () => {
  const base = (() => {
    const converted = fromScheduleJson(
      schedule([day({ Hall: [event('a', '10:00', '01:00'), event('b', '11:00', '01:00')] })]),
    );
    if (!converted.ok) throw new Error(converted.errors.join('\n'));
    return converted;
  })();
  const said = (csv: string) => {
    const converted = fromInterests(base, csv);
    if (!converted.ok) return converted.errors;
    return Object.fromEntries(converted.problem.people.map((one) => [one.id, one.interest]));
  };

  test('has a row for each person, in words or numbers, sessions by id or title', () => {
    expect(said('person,a,"Talk b"\nAnn,must,\n"Eve, of Hall",12,Want\n')).toEqual({
      Ann: { a: 100 },
      'Eve, of Hall': { a: 12, b: 75 },
    });
  });

  test('or a row for each answer, with semicolons too', () => {
    expect(said('\uFEFFPerson;Session;Weight\r\nBob;talk A;maybe\r\nBob;b;0\r\n')).toEqual({
      Ann: {},
      Bob: { a: 25 },
    });
  });

  test('is refused with line and column', () => {
    expect(said('person,a,x\nAnn,101,1\nAnn,1.5,\n,1,\nBob,1,,4\n')).toEqual([
      'line 2, "a": expected 0 to 100, or none, maybe, want, must, found "101"',
      'line 2: no session "x"',
      'line 3: "Ann" has a row already',
      'line 3, "a": expected 0 to 100, or none, maybe, want, must, found "1.5"',
      'line 3: no session "x"',
      'line 4: a person is missing',
      'line 4: a person is missing',
      'line 5: 4 values for 3 columns',
      'line 5: no session "x"',
    ]);
    expect(said('')).toEqual(['expected a first line of names and a row']);
  });

  test('is read as RFC 4180 writes it', () => {
    expect(readCsv('a,b\n"x ""y""","1\n2"\n\n , \nz')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['x "y"', '1\n2'] },
      { line: 6, fields: ['z'] },
    ]);
    const field = fc.string({ minLength: 1 }).map((text) => text.replaceAll(/[\s\uFEFF]/g, '_'));
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const text = rows
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        // A first line with more semicolons than commas would be read as semicolons.
        fc.pre((rows[0] ?? []).every((one) => !one.includes(';')));
        expect(readCsv(text).map((one) => one.fields)).toEqual(rows);
      }),
    );
  });
});
