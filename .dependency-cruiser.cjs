/** The import directions of docs/ARCHITECTURE.md, as rules. */

// Left to right: a group of src-core imports only from groups to its left, and from itself.
const coreGroups = [
  ['errors', 'schema', 'schemaFields', 'parseOrRefuse', 'registry', 'shape'],
  ['random'],
  ['kernels'],
  ['losses', 'schedules', 'lineSearch', 'surfaces', 'data'],
  ['network'],
  ['optimizers'],
  ['skins'],
  ['readouts'],
  ['experiment'],
  ['training'],
];

const pattern = (names) => `^src-core/(${names.join('|')})(/|[.]ts$)`;

const coreOrder = coreGroups.slice(0, -1).map((group, position) => ({
  name: `core-${group[0]}-imports-leftwards`,
  comment: `src-core/{${group.join(',')}} may import only itself and what stands to its left in docs/ARCHITECTURE.md.`,
  severity: 'error',
  from: { path: pattern(group) },
  to: { path: pattern(coreGroups.slice(position + 1).flat()) },
}));

const coreSiblings = coreGroups
  .flatMap((group) => group.map((name) => ({ name, others: group.filter((other) => other !== name) })))
  .filter(
    ({ name, others }) => others.length > 0 && !['errors', 'schema', 'schemaFields', 'parseOrRefuse', 'registry', 'shape'].includes(name),
  )
  .map(({ name, others }) => ({
    name: `core-${name}-knows-no-sibling`,
    comment: `src-core/${name} stands beside ${others.join(', ')}, not above.`,
    severity: 'error',
    from: { path: pattern([name]) },
    to: { path: pattern(others) },
  }));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^src-' },
      to: { path: '^tests/' },
    },
    {
      name: 'core-is-pure',
      comment: 'src-core runs anywhere: no Electron, no Node, no DOM, only these packages.',
      severity: 'error',
      from: { path: '^src-core/' },
      to: { pathNot: ['^src-core/', '(^|/)node_modules/(zod|pure-rand|simple-statistics)/', '^virtual:float32-kernels$'] },
    },
    {
      name: 'schemas-through-one-door',
      comment: 'zod is configured once, in src-core/schema.ts.',
      severity: 'error',
      from: { pathNot: '^src-core/schema[.]ts$' },
      to: { path: '(^|/)node_modules/zod/' },
    },
    ...coreOrder,
    ...coreSiblings,
    {
      name: 'contract-is-plain',
      comment: 'The contract holds types and schemas only.',
      severity: 'error',
      from: { path: '^src-main/contract/' },
      to: { pathNot: ['^src-core/', '^src-main/contract/'] },
    },
    {
      name: 'renderer-knows-contract-and-core',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-main/', pathNot: '^src-main/contract/' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-knows-no-renderer',
      severity: 'error',
      from: { path: '^src-(main|core)/' },
      to: { path: '^src-renderer/' },
    },
    {
      name: 'only-the-electron-shell-knows-electron',
      severity: 'error',
      from: { pathNot: '^src-main/shells/electron/' },
      to: { path: '(^|/)node_modules/electron/|^electron$' },
    },
    {
      name: 'shells-stand-apart',
      comment: 'The workbench is given what it needs by a shell; it never imports one.',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/shells/' },
      to: { path: '^src-main/shells/' },
    },
    {
      name: 'electron-shell-knows-no-other-shell',
      severity: 'error',
      from: { path: '^src-main/shells/electron/' },
      to: { path: '^src-main/shells/(browser|cli)/' },
    },
    {
      name: 'browser-shell-knows-no-other-shell',
      severity: 'error',
      from: { path: '^src-main/shells/browser/' },
      to: { path: '^src-main/shells/(electron|cli)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // AssemblyScript has a compiler and a module resolution of its own.
    exclude: { path: '^src-core/kernels/assembly/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.main.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
