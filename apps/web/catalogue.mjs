/** How the catalogue is compiled; by the build, and by `npm run check` before the types are looked at. */
export const catalogue = {
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: /** @type {['cookie', 'preferredLanguage', 'baseLocale']} */ ([
    'cookie',
    'preferredLanguage',
    'baseLocale',
  ]),
  cookieName: 'locale',
};
