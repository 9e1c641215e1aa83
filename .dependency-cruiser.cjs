/** The fences between modules. Generic: no list of modules but the one downward order. */
const ORDER = [
  ['areas', 'staff'],
  ['registry', 'evidence'],
  ['exchange', 'policy'],
  ['screening', 'warning'],
  ['casework', 'publicity'],
  ['insight'],
  ['demonstration'],
];

const upward = ORDER.slice(0, -1).map((layer, index) => ({
  name: `calls-go-down-${layer.join('-')}`,
  comment: 'Calls go down only; news travels up as jobs written in the same transaction.',
  severity: 'error',
  from: { path: `^modules/(${layer.join('|')})/(server|rules|contract|engine)`, pathNot: '\\.(test|fixture)\\.ts$' },
  to: {
    path: `^modules/(${ORDER.slice(index + 1)
      .flat()
      .join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'one-door',
      comment: 'Another module is entered by contract.ts, rules.ts or server/door.ts. Ask its door for what you need.',
      severity: 'error',
      from: { path: '^modules/([^/]+)/', pathNot: '\\.(test|fixture)\\.ts$|fixtures\\.ts$' },
      to: { path: '^modules/([^/]+)/server/', pathNot: ['^modules/$1/', '/server/door\\.ts$'] },
    },
    {
      name: 'web-never-server',
      comment: 'Screens call the interface, never the server code.',
      severity: 'error',
      from: { path: '^modules/[^/]+/(web|field)/|^platform/ui/|^apps/desk/' },
      to: { path: '/server/|^platform/(db|http|audit|identity|jobs|files|columnar|documents)/' },
    },
    {
      name: 'web-stays-home',
      comment:
        "Screens and styles of a module are its own. A generic part goes to platform/ui, a rule to rules*.ts; the desk hands a module's card to another's page.",
      severity: 'error',
      from: { path: '^modules/([^/]+)/' },
      to: { path: '^modules/[^/]+/(web|field)/', pathNot: '^modules/$1/' },
    },
    {
      name: 'server-never-web',
      severity: 'error',
      from: { path: '/server/' },
      to: { path: '^modules/[^/]+/(web|field)/|^platform/ui/' },
    },
    {
      name: 'contract-is-light',
      comment: 'Contracts run in the browser: zod, schema helpers and other contracts only.',
      severity: 'error',
      from: { path: '^modules/[^/]+/contract' },
      to: { pathNot: ['^modules/[^/]+/(contract|codes)', '^platform/schema/schema', 'node_modules/zod'] },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^platform/' },
      to: { path: '^(modules|apps)/' },
    },
    {
      name: 'one-place-for-pg',
      comment: 'Use withScope of platform/db/scope.ts.',
      severity: 'error',
      from: {
        pathNot: '^platform/(db|jobs|testing|audit)/|^(bench|e2e|scripts)/|\\.(test|fixture)\\.ts$|fixtures\\.ts$',
      },
      to: { path: 'node_modules/pg/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    exclude: { path: '(^|/)dist/|\\.data' },
  },
};
