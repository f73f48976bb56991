// How the sources are bundled, for the build and for tests that run the program as it is built.

/** Options of esbuild: one bundle a command, so that starting one loads little, and one for worker threads. */
export function bundleOptions({ root, outdir, version }) {
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
    define: { SVCSIM_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
  }
}
