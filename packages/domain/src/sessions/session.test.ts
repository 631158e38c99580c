import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedName } from '../text/fold.ts';
import { alikeAmong, newLead, readNeeds, unitedLeads } from './session.ts';

describe('headlines that read the same', () => {
  it('are found whatever their case, spaces and punctuation', () => {
    const others = [
      { headline: 'boot  FAST, please' },
      { headline: '“Boot fast – please”' },
      { headline: 'Boot faster, please' },
    ];
    expect(alikeAmong('Boot fast, please!', others)).toEqual(others.slice(0, 2));
  });

  it('differ by what programmers write: C, C++ and C#', () => {
    expect(new Set(['C', 'C++', 'C#'].map(foldedName)).size).toBe(3);
  });

  it('need letters or digits to be alike', () => {
    expect(alikeAmong('???', [{ headline: '!!!' }])).toEqual([]);
  });
});

describe('the leads of two sessions', () => {
  const lead = fc.record({
    personId: fc.constantFrom(null, 'a', 'b', 'c'),
    name: fc.constantFrom('Ada', 'ada', 'Grace', 'Alan'),
  });

  it('are united without anybody twice, the first ones first', () => {
    fc.assert(
      fc.property(fc.array(lead), fc.array(lead), (some, others) => {
        const first = unitedLeads([], some);
        const united = unitedLeads(first, others);
        expect(united.slice(0, first.length)).toEqual(first);
        const people = united.flatMap((one) => one.personId ?? []);
        expect(new Set(people).size).toBe(people.length);
        expect(new Set(people)).toEqual(new Set([...some, ...others].flatMap((one) => one.personId ?? [])));
      }),
    );
  });
});

describe('a new lead', () => {
  it('may have no mail address, but not a wrong one', () => {
    expect(newLead.parse({ name: 'Ada', email: ' ' })).toEqual({ name: 'Ada', email: '' });
    expect(newLead.parse({ name: 'Ada', email: 'Ada@Example.org' })).toEqual({
      name: 'Ada',
      email: 'ada@example.org',
    });
    expect(newLead.safeParse({ name: 'Ada', email: 'ada@' }).error?.issues[0]?.message).toBe('not-an-email');
  });
});

it('needs that no area has are not read', () => {
  expect(readNeeds('["screen","jacuzzi"]')).toEqual(['screen']);
});
