// Rules of imports, derived from boundaries.json: change the table there, not the rules here.
const { folders, browser } = require('./boundaries.json');

const names = Object.keys(folders);
const tests = '(\\.test\\.ts$|/testing/|/testing\\.ts$)';
const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const browserSafe = browser.files.map(escaped);
const anyOf = (words) => `(?:${words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})`;

/** No import of ours from `from` but itself and `allowed`. */
const onlyFolders = (name, suffix, from, allowed) => ({
  name: `${name}-${suffix}`,
  comment: `src/${name} may import ${allowed.join(', ') || 'nothing of ours'}; see boundaries.json`,
  severity: 'error',
  from,
  to: { path: '^(src|scripts|test|bin)/', pathNot: `^src/${anyOf([name, ...allowed])}/` },
});

const folderRules = names.flatMap((name) => {
  const { folders: allowed, testFolders = [] } = folders[name];
  const path = `^src/${name}/`;
  return [
    onlyFolders(name, 'imports-only-its-folders', { path, pathNot: tests }, allowed),
    onlyFolders(name, 'tests-import-only-their-folders', { path: `${path}.*${tests}` }, [...allowed, ...testFolders]),
  ];
});

const packageRules = names.map((name) => ({
  name: `${name}-imports-only-its-packages`,
  comment: `src/${name} may import the packages that boundaries.json lists for it`,
  severity: 'error',
  from: { path: `^src/${name}/`, pathNot: tests },
  to: {
    dependencyTypesNot: ['core'],
    path: 'node_modules/',
    ...(folders[name].packages.length === 0 ? {} : { pathNot: `node_modules/${anyOf(folders[name].packages)}/` }),
  },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    ...packageRules,
    {
      name: 'folder-is-in-the-table',
      comment: 'Every folder under src/ has its line in boundaries.json',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/${anyOf(names)}/` },
      to: {},
    },
    {
      name: 'console-runs-only-what-runs-in-a-browser',
      comment:
        'web/ imports types of the schemas, and runs only the browser-safe files of src/ that boundaries.json lists',
      severity: 'error',
      from: { path: '^web/', pathNot: `${tests}|/gallery/` },
      to: {
        path: '^(src|scripts|test|bin)/',
        pathNot: `^(?:${browserSafe.join('|')})`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'console-imports-no-package-of-the-server',
      comment: 'web/ runs on development packages, which Vite puts into dist/console',
      severity: 'error',
      from: { path: '^web/', pathNot: tests },
      to: {
        path: 'node_modules/',
        pathNot: `node_modules/(?:@types/)?${anyOf(browser.packages)}/`,
        dependencyTypesNot: ['type-only', 'core'],
      },
    },
    {
      name: 'program-does-not-import-the-console',
      severity: 'error',
      from: { path: '^(src|bin)/' },
      to: { path: '^web/' },
    },
    {
      name: 'no-test-code-in-the-program',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-development-package-in-the-program',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-optional', 'type-only'] },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['dynamic-import', 'type-only'] } },
    },
    {
      name: 'no-unresolvable',
      comment: 'react-router names its files by conditions that this check cannot follow; Vite and the compiler do',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^react-router$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
