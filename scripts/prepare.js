// Builds dist where npm prepares the package: in a clone, and for an install from a Git repository. Of the latter, a
// global one leaves out what the build needs (https://github.com/npm/cli/issues/8440), and that is how pre-commit
// installs its hooks: it is installed here then.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`)
    return true
  } catch {
    return false
  }
}

const npm = process.env.npm_execpath
if (!isInstalled('esbuild') && npm !== undefined)
  execFileSync(
    process.execPath,
    [npm, 'ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'],
    {
      cwd: root,
      env: { ...process.env, npm_config_global: 'false', npm_config_location: 'project' },
      stdio: 'inherit',
    },
  )
await import('./build.js')
