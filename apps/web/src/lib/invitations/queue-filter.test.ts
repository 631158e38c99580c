import { expect, it } from 'vitest';
import { readQueueFilter } from './queue-filter.ts';

it.each([
  ['', { search: '', page: 1 }],
  ['q=xen&state=no-show&who=new&page=3', { search: 'xen', states: ['no-show'], newcomer: true, page: 3 }],
  ['who=regular', { search: '', newcomer: false, page: 1 }],
  ['state=toString&who=x&page=-1', { search: '', page: 1 }],
  ['page=1e9', { search: '', page: 1 }],
])('reads ?%s', (query, filter) => {
  expect(readQueueFilter(new URLSearchParams(query))).toEqual(filter);
});
