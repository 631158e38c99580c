import { expect, it } from 'vitest';
import { organisationRows, settingsInput } from './settings-form.ts';

it('turns an emptied time into none, topics into a list and boxes into yes or no', () => {
  const typed = { topics: ' Xen, ,Rust ', cutOffAt: '', invitationsOpenAt: '2026-03-01T09:00', slug: 'x' };
  expect(settingsInput({ ...typed, capacity: '50', reviewsMail: 'on' }, false)).toEqual({
    capacity: '50',
    topics: ['Xen', 'Rust'],
    cutOffAt: null,
    invitationsOpenAt: '2026-03-01T09:00',
    invitesNextItself: false,
    reviewsMail: true,
  });
  expect(settingsInput(typed, true)).toMatchObject({ slug: 'x' });
});

it('reads rows of organisations in order and drops those without a name', () => {
  const values = {
    'hosts.0.name': 'A',
    'hosts.0.url': 'https://a.example',
    'hosts.1.name': ' ',
    'hosts.1.url': '',
    'hosts.2.name': 'C',
    'sponsors.0.name': 'S',
  };
  expect(organisationRows(values, 'hosts')).toEqual([
    { name: 'A', url: 'https://a.example' },
    { name: 'C', url: '' },
  ]);
});
