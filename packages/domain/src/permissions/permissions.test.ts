import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import type { OpenDatabase } from '../database/open-database.ts';
import type { Action } from '../kernel/action.ts';
import type { Actor } from '../kernel/actor.ts';
import { freshSqlite } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { INPUTS } from './inputs.ts';
import { makeWorld, ROLES, type World } from './world.ts';

/*
 * Walks every action as every role and compares with the one committed table, docs/permissions.md.
 * An action without a row here fails; a cell that changes is a change of who may do what.
 */

const source = fileURLToPath(new URL('..', import.meta.url));

async function everyAction(): Promise<Map<string, Action<z.ZodType, unknown>>> {
  const actions = new Map<string, Action<z.ZodType, unknown>>();
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (
      !file.endsWith('.ts') ||
      file.endsWith('.test.ts') ||
      /^(testing|permissions)\//.test(file) ||
      /thread|race/.test(file)
    )
      continue;
    const module: Record<string, unknown> = await import(join(source, file));
    for (const exported of Object.values(module)) {
      if (typeof exported === 'function' && 'actionName' in exported) {
        actions.set(String(exported.actionName), exported as Action<z.ZodType, unknown>); // only defineAction makes these
      }
    }
  }
  return actions;
}

/** Does it for real in a database of its own; returns what the action answered and what it left. */
async function attempt(name: string, action: Action<z.ZodType, unknown>, who: (world: World) => Actor) {
  const open: OpenDatabase = await freshSqlite();
  try {
    const world = await makeWorld(open.db);
    const input = await INPUTS[name]?.(world, open.db);
    const site = { origin: 'http://localhost:3000', secret: 'x'.repeat(40) };
    const result = await action({ db: open.db, clock: new SetClock(), site }, who(world), input);
    const audit = await open.db.selectFrom('audit_log').select('action').where('action', '=', name).execute();
    return { answer: result.ok ? 'yes' : result.error.code, audited: audit.length };
  } finally {
    await open.close();
  }
}

it('is what the committed table says, for every action and every role', async () => {
  const actions = await everyAction();
  expect([...actions.keys()].toSorted()).toEqual(Object.keys(INPUTS).toSorted());
  const rows: string[] = [];
  for (const [name, action] of [...actions].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const cells: string[] = [];
    for (const role of ROLES) {
      const { answer, audited } = await attempt(name, action, (world) => world.actors[role]);
      expect([name, role, answer, audited]).toEqual([name, role, answer, answer === 'yes' ? 1 : 0]);
      cells.push(answer);
    }
    rows.push(`| ${[name, ...cells].join(' | ')} |`);
  }
  const table = [
    '# Who may do what',
    '',
    'Written by `packages/domain/src/permissions/permissions.test.ts`, which does every action as every role. "yes": it was done.',
    'Anything else is the refusal. Where an action is about somebody (an invitation, an account), it is about the role "invited".',
    '',
    `| action | ${ROLES.join(' | ')} |`,
    `|${' --- |'.repeat(ROLES.length + 1)}`,
    ...rows,
    '',
  ].join('\n');
  await expect(table).toMatchFileSnapshot('../../../../docs/permissions.md');
}, 120_000);
