import type { TestProject } from 'vitest/node';
import { startPostgres } from './start-postgres.ts';

/** Vitest's global set-up: one PostgreSQL server for the whole run. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | void> {
  const started = await startPostgres();
  if (typeof started !== 'string') {
    project.provide('postgresUrl', started.url);
    return started.stop;
  }
  if (process.env['CI']) throw new Error(`The suite must run on PostgreSQL too, and could not: ${started}`);
  const line = '!'.repeat(100);
  process.stderr.write(`\n${line}\n!! PostgreSQL tests are SKIPPED: ${started}\n${line}\n\n`);
  project.provide('postgresUrl', '');
}
