#!/usr/bin/env node
// Plain JavaScript, so that a Node that cannot read TypeScript gets as far as the sentence below.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `plenary-schedule needs Node 22.18 or newer; this is ${process.versions.node}. Try: npx -- node ${process.argv[1]}`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
