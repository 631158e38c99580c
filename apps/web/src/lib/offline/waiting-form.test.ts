import { describe, expect, it } from 'vitest';
import { readWaitingForms, typedIn } from './waiting-form.ts';

const form = (to: string) => ({ key: 'k', to, fields: [['headline', 'Boot']], label: 'Boot' });
const read = (value: unknown) => readWaitingForms(JSON.stringify(value)).map((one) => one.to);

describe('forms that wait on the device', () => {
  it.each([
    '/shanghai/sessions/new?/propose',
    '/shanghai/plenary?/propose',
    '/shanghai/sessions/01ab?/heads',
  ])('are sent to %s', (to) => expect(read([form(to)])).toEqual([to]));

  it.each([
    '//elsewhere.example/sessions/new?/propose',
    'https://elsewhere.example/sessions/new?/propose',
    '/shanghai/organise/people?/giveRole',
    '/shanghai/sessions/01ab?/withdraw',
    '/account?/end',
  ])('are never sent to %s', (to) => expect(read([form(to)])).toEqual([]));

  it('are dropped when the storage holds something else', () => {
    for (const stored of [null, '', 'no json', '{}', '[null, 3, "x"]'])
      expect(readWaitingForms(stored)).toEqual([]);
    const to = '/shanghai/sessions/new?/propose';
    expect(
      read([
        { ...form(to), fields: [['headline', 3]] },
        { ...form(to), key: undefined },
      ]),
    ).toEqual([]);
  });

  it('give back what was typed', () => {
    const fields = [
      ['_key', 'k'],
      ['headline', 'Boot'],
      ['preparation', ' '],
      ['problem', 'Slow'],
    ] as const;
    expect(typedIn({ ...form('/a/plenary?/propose'), fields })).toBe('Boot\nSlow');
  });
});
