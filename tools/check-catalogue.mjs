// Every text is in every language, with the same placeholders, and is used somewhere.
import { readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const folder = 'apps/web/messages';
const read = (locale, file) => JSON.parse(readFileSync(`${folder}/${locale}/${file}`, 'utf8'));
const placeholders = (value) => [...new Set(JSON.stringify(value).match(/\{\w+\}/g) ?? [])].sort().join(' ');
const problems = [];
const owners = new Map();
for (const file of readdirSync(`${folder}/en`)) {
  const [en, de] = [read('en', file), read('de', file)];
  for (const key of new Set([...Object.keys(en), ...Object.keys(de)])) {
    if (!(key in en)) problems.push(`${key} is not in en/${file}`);
    else if (!(key in de)) problems.push(`${key} is not in de/${file}`);
    else if (placeholders(en[key]) !== placeholders(de[key]))
      problems.push(`${key}: placeholders differ between en and de`);
    if (owners.has(key)) problems.push(`${key} is in ${owners.get(key)} and in ${file}`);
    owners.set(key, file);
  }
}
const sources = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'apps/web/src', 'apps/web/server'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => /\.(ts|svelte)$/.test(file))
  .map((file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return ''; // deleted but not yet committed
    }
  })
  .join('\n');
const used = new Set(sources.match(/\bm\.(\w+)/g)?.map((use) => use.slice(2)));
for (const [key, file] of owners) if (!used.has(key)) problems.push(`${key} in ${file} is used nowhere`);
for (const key of used) if (!owners.has(key)) problems.push(`m.${key} is in no catalogue`);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
