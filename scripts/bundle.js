// How the sources are bundled, for the build and for tests that run the program as it is built.

/**
 * Options of esbuild: one bundle a command, so that starting one loads little, and one for worker threads. `pages` is
 * the address of the rule pages of this version, where they have one.
 */
export function bundleOptions({ root, outdir, version, pages }) {
  return {
    absWorkingDir: root,
    entryPoints: { index: 'src/index.ts', cli: 'src/cli/main.ts', 'lint-worker': 'src/cli/lint-worker.ts' },
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    define: {
      SVCSIM_VERSION: JSON.stringify(version),
      SVCSIM_PAGES: pages === undefined ? 'undefined' : JSON.stringify(pages),
    },
    logLevel: 'warning',
  }
}
