import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PREPARED_SAMPLE, startSite } from './site.ts';

/** Loads the sample once, before any journey; each site with it begins with a copy, seconds sooner. */
export default async function prepareSample(): Promise<() => void> {
  const kept = mkdtempSync(join(tmpdir(), 'plenary-sample-'));
  const site = await startSite({ sample: true });
  await site.stop((data) => cpSync(data, kept, { recursive: true }));
  process.env[PREPARED_SAMPLE] = kept; // inherited by the processes that run the journeys
  return () => rmSync(kept, { recursive: true, force: true });
}
