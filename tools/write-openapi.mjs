// Writes the committed contract anew after a deliberate change of the API: `npm run openapi`.
import { writeFileSync } from 'node:fs';
import { API_DOCUMENT, createApi } from '../packages/api/src/api.ts';

writeFileSync(
  'docs/api/openapi.json',
  `${JSON.stringify(createApi().getOpenAPI31Document(API_DOCUMENT), null, 2)}\n`,
);
