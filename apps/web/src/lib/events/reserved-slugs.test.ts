import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RESERVED_SLUGS } from '@plenary/domain/events/event-slug.ts';
import { expect, it } from 'vitest';

it('no event can take the address of a page of the site', () => {
  const routes = readdirSync(fileURLToPath(new URL('../../routes', import.meta.url)), {
    withFileTypes: true,
  });
  const parts = routes.filter((entry) => entry.isDirectory() && !/^[[(]/.test(entry.name));
  expect(parts.length).toBeGreaterThan(5);
  expect(parts.map((entry) => entry.name).filter((name) => !RESERVED_SLUGS.has(name))).toEqual([]);
});
