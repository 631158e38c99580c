import type { Duty } from '@plenary/domain/jobs/worker.ts';
import type { Needs } from '@plenary/domain/kernel/action.ts';
import { later, timestamp } from '@plenary/domain/kernel/clock.ts';

const HOUR_MS = 3_600_000;
const KEEP_IDEMPOTENCY_KEYS_DAYS = 2;

/** What has to be done from time to time, without anybody asking. */
export function duties(needs: Needs): Duty[] {
  return [
    {
      name: 'Sweeping old form keys and sign-in links',
      everyMs: HOUR_MS,
      run: async () => {
        const now = timestamp(needs.clock.now());
        await needs.db
          .deleteFrom('idempotency_keys')
          .where('at', '<', later(now, { days: -KEEP_IDEMPOTENCY_KEYS_DAYS }))
          .execute();
        await needs.db.deleteFrom('auth_verifications').where('expires_at', '<', now).execute();
      },
    },
  ];
}
