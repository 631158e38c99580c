// `npm run dev`: the same application, with pages that reload.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Plenary needs Node 24 or newer and this is Node ${process.versions.node}. Try: npm ci && npm run dev`,
  );
  process.exit(1);
}
await import(join(dirname(fileURLToPath(import.meta.url)), 'dev.ts'));
