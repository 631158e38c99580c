import type { InterestLevel } from '../interest/interest-tables.ts';
import type { SamplePerson } from './sample-people.ts';
import type { SampleProposal } from './sample-proposals.ts';

/** A number in [0, 1) that depends on the two words only (FNV-1a), so that every sample is the same. */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of words.join(' ')) {
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/**
 * What somebody says about a proposal, if anything: people care for their topics, for what draws
 * everybody, and answer about two thirds of what they are asked.
 */
export function sampleAnswer(person: SamplePerson, proposal: SampleProposal): InterestLevel | undefined {
  if (chance(person.name, proposal.headline, 'answers') > 0.68) return undefined;
  const [first, second] = person.cares;
  const own = proposal.topic === first ? 0.45 : proposal.topic === second ? 0.25 : 0;
  const pull = own + proposal.draw * 0.5 + chance(person.name, proposal.headline) * 0.5;
  if (pull > 0.95) return 'must';
  if (pull > 0.7) return 'want';
  return pull > 0.45 ? 'maybe' : 'none';
}
