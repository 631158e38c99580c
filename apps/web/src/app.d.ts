import type { Actor } from '@plenary/domain/kernel/actor.ts';
import type { Account } from '@plenary/domain/people/account-queries.ts';
import type { Application } from '../server/compose.ts';

declare global {
  namespace App {
    interface Locals {
      /** Everything built at start; see `server/compose.ts`. */
      app: Application;
      actor: Actor;
      /** The person signed in, or null. */
      account: Account | null;
      /** The sign-in this request came with. */
      signInId: string | null;
    }
    interface Error {
      /** A reference the person can quote; present for unexpected errors. */
      reference?: string;
      code?: string;
    }
  }
}

export {};
