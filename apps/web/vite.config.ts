import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { catalogue } from './catalogue.mjs';
import { domainStaysOnServer } from './server/domain-stays-on-server.ts';

export default defineConfig({
  plugins: [
    domainStaysOnServer,
    paraglideVitePlugin(catalogue),
    sveltekit({
      adapter: adapter({ precompress: true }),
      csp: {
        // Hashes rather than nonces: a page that is served from the snapshot cache keeps its policy.
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          // The one inline style there is: SvelteKit hides its route announcer with it.
          'style-src': ['self', 'unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:'],
          'media-src': ['self'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'worker-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      // Plenary checks every unsafe method itself, whatever its content type: see src/lib/server/same-origin.ts.
      csrf: { trustedOrigins: ['*'] },
    }),
  ],
  // The process and its pages are one bundle, so that each module is loaded once, as JavaScript.
  environments: { ssr: { build: { rolldownOptions: { input: { main: 'server/main.ts' } } } } },
  ssr: { external: ['better-sqlite3', 'nodemailer', 'pg'] }, // native, or CommonJS that loads parts when asked
  build: { target: 'es2022' },
});
