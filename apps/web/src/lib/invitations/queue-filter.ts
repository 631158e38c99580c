import { INVITATION_STATES } from '@plenary/domain/invitations/invitation.ts';
import type { QueueFilter } from '@plenary/domain/invitations/invitation-queries.ts';
import type { InvitationState } from '@plenary/domain/invitations/invitation-tables.ts';

const LONGEST_SEARCH = 200;

/** The filter in a queue's address: `?q=xen&state=requested&who=new&page=2`. What makes no sense is left out. */
export function readQueueFilter(params: URLSearchParams): QueueFilter & { page: number } {
  const state = INVITATION_STATES.find((one): one is InvitationState => one === params.get('state'));
  const who = params.get('who');
  const page = Number(params.get('page'));
  return {
    search: (params.get('q') ?? '').slice(0, LONGEST_SEARCH),
    ...(state && { states: [state] }),
    ...((who === 'new' || who === 'regular') && { newcomer: who === 'new' }),
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}
