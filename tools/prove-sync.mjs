// Proves with strace that a commit is on the disk before it is acknowledged: between the write of
// an acknowledgement and the one before it there is always a sync. better-sqlite3 acts as
// synchronous=NORMAL in WAL mode unless FULL is set, whatever the pragma reads; the control shows it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMITS = 50;
const self = fileURLToPath(import.meta.url);

if (process.argv[2] === 'write') {
  const { openSqlite } = await import('../packages/domain/src/database/open-sqlite.ts');
  const { sql } = await import('kysely');
  const { db, close } = openSqlite({ source: process.argv[3] });
  if (process.argv[4] === 'normal') await sql`pragma synchronous = NORMAL`.execute(db);
  await sql`create table ledger (n integer)`.execute(db);
  for (let n = 0; n < COMMITS; n++) {
    await db.transaction().execute((tx) => sql`insert into ledger values (${n})`.execute(tx));
    process.stdout.write(`acknowledged ${n}\n`);
  }
  await close();
} else {
  if (spawnSync('strace', ['-V']).error) {
    console.error('strace is not installed, so nothing was proven. Try: apt-get install strace');
    process.exit(process.env.CI ? 1 : 0);
  }
  const [full, normal] = [unsynced('full'), unsynced('normal')];
  console.log(`synchronous=FULL: ${full} of ${COMMITS} acknowledgements without a sync before them`);
  console.log(`control, NORMAL:  ${normal} of ${COMMITS}`);
  if (full !== 0 || normal === 0) process.exit(1);
}

/** How many acknowledgements came out without a sync since the one before. */
function unsynced(mode) {
  const folder = mkdtempSync(join(tmpdir(), 'plenary-sync-'));
  const trace = join(folder, 'trace');
  const calls = ['-f', '-e', 'trace=fsync,fdatasync,write', '-s', '40', '-o', trace];
  const traced = spawnSync(
    'strace',
    [...calls, process.execPath, self, 'write', join(folder, 'ledger.sqlite'), mode],
    { encoding: 'utf8' },
  );
  if (traced.status !== 0) throw new Error(`the traced process failed: ${traced.stderr}`);
  let [synced, missing] = [false, 0];
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    if (/\bf(data)?sync\(/.test(line)) synced = true;
    const acknowledged = line.match(/"acknowledged (\d+)/);
    if (acknowledged && !synced) missing++;
    if (acknowledged) synced = false;
  }
  rmSync(folder, { recursive: true });
  return missing;
}
