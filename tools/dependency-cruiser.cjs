// Direction of imports. Rooms: scheduler → domain → api → web (an arrow reads "is imported by").
const SLICES = [
  'kernel',
  'database',
  'standing',
  'jobs',
  'text',
  'people',
  'messages',
  'push',
  'wiki',
  'events',
  'invitations',
  'check-in',
  'projects',
  'pages',
  'sessions',
  'interest',
  'agenda',
  'schedule',
  'announcements',
  'rooms',
  'wall',
  'plenary',
  'notes',
  'materials',
  'pictures',
  'training',
  'posts',
  'sample',
];

/** A slice imports values only from slices before it; kernel and database are one foundation. */
const sliceRules = SLICES.slice(2).map((slice, index) => ({
  name: `slice-${slice}`,
  comment: `${slice} imports only from slices before it (docs/architecture.md).`,
  severity: 'error',
  from: { path: `^packages/domain/src/${slice}/`, pathNot: '\\.test\\.ts$' },
  to: { path: `^packages/domain/src/(${SLICES.slice(index + 3).join('|') || 'nothing'})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(\\$app|\\./\\$types|#lib/paraglide)' },
    },
    { name: 'circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'scheduler-stands-alone',
      severity: 'error',
      from: { path: '^packages/scheduler/src/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^packages/scheduler/src/' },
    },
    {
      name: 'domain-knows-no-pages',
      severity: 'error',
      from: { path: '^packages/domain/' },
      to: { path: '^(packages/api|apps)/' },
    },
    {
      name: 'api-knows-no-pages',
      severity: 'error',
      from: { path: '^packages/api/' },
      to: { path: '^apps/' },
    },
    {
      name: 'only-domain-schedules',
      severity: 'error',
      from: { path: '^(packages/api|apps)/' },
      to: { path: '^packages/scheduler/' },
    },
    {
      name: 'foundation',
      severity: 'error',
      from: { path: '^packages/domain/src/(kernel|database)/', pathNot: '\\.test\\.ts$' },
      to: { path: `^packages/domain/src/(${SLICES.slice(2).join('|')}|testing)/` },
    },
    {
      name: 'tests-only',
      severity: 'error',
      from: { pathNot: '((\\.test|-race-process)\\.ts$|/testing/|/permissions/|/e2e/)' },
      to: { path: '/testing/' },
    },
    ...sliceRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|build|\\.svelte-kit|paraglide)/' },
    tsPreCompilationDeps: false,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
    },
  },
};
