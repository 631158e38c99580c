import { z } from 'zod';
import type { Needs, Result } from '../kernel/action.ts';
import { later, timestamp } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { email } from '../kernel/fields.ts';
import { readInput } from '../kernel/read-input.ts';
import type { Accounts } from './accounts.ts';

/** Links that one address is sent within ten minutes; more would be a flood of somebody's mailbox. */
const AT_MOST = 5;

const INPUT = z.strictObject({ email, locale: z.string().max(10).nullable() });

/**
 * Mails a sign-in link to an address, known or not: the answer is the same. The audit row is the
 * message's own row in the outbox.
 */
export async function mailSignInLink(
  needs: Needs & { readonly accounts: Accounts },
  input: { readonly email: string; readonly locale: string | null },
): Promise<Result<{ email: string }>> {
  try {
    const read = readInput(INPUT, input);
    const sent = await needs.db
      .selectFrom('messages')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('to_email', '=', read.email)
      .where('template', '=', 'sign-in')
      .where('created_at', '>', later(timestamp(needs.clock.now()), { minutes: -10 }))
      .executeTakeFirstOrThrow();
    if (sent.count >= AT_MOST)
      throw new DomainError(
        'too-many',
        `${AT_MOST} links were sent to this address in the last ten minutes.`,
      );
    await needs.accounts.mailSignInLink(read.email, read.locale);
    return { ok: true, value: { email: read.email } };
  } catch (error) {
    if (error instanceof DomainError) return { ok: false, error };
    throw error;
  }
}
