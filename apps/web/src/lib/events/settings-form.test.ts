import { expect, it } from 'vitest';
import { atOrganisationRows, organisationRows, settingsInput } from './settings-form.ts';

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

it('reads rows of organisations in order, drops empty ones, and says of the others where they stand', () => {
  const values = {
    'hosts.0.name': 'A',
    'hosts.0.url': 'https://a.example',
    'hosts.1.name': ' ',
    'hosts.1.url': '',
    'hosts.2.name': 'C',
    'hosts.3.name': '',
    'hosts.3.url': 'https://d.example',
    'sponsors.0.name': 'S',
  };
  expect(organisationRows(values, 'hosts')).toEqual([
    { name: 'A', url: 'https://a.example' },
    { name: 'C', url: '' },
    { name: '', url: 'https://d.example' },
  ]);
  expect(
    atOrganisationRows({ 'hosts.2.name': 'Missing.', 'sponsors.0.url': 'Wrong.', hosts: 'x' }, values),
  ).toEqual({
    'hosts.3.name': 'Missing.',
    'sponsors.0.url': 'Wrong.',
    hosts: 'x',
  });
});
