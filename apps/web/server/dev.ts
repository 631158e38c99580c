import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newOwnerToken } from '@plenary/domain/people/claim-site.ts';
import { createServer } from 'vite';
import { compose } from './compose.ts';
import { provideApplication } from './provide-application.ts';
import { readSettings } from './settings.ts';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const read = readSettings(process.env);
if (!read.ok) throw new Error(read.problems.join('\n'));
const application = await compose(read.settings, (sentence, error) => console.error(sentence, error ?? ''));
provideApplication(application);
if (process.argv.includes('--sample')) {
  const { loadSampleAndSayHow } = await import('./load-sample.ts');
  await loadSampleAndSayHow(application);
}
const ownerToken = await newOwnerToken(application.db);
if (ownerToken)
  console.log(`\nNobody owns this site yet: ${read.settings.origin}/welcome?token=${ownerToken}\n`);
const server = await createServer({
  root: web,
  server: { port: read.settings.port, strictPort: true, host: read.settings.host },
});
await server.listen();
server.printUrls();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(
    signal,
    () =>
      void server
        .close()
        .then(() => application.close())
        .then(() => process.exit(0)),
  );
}
