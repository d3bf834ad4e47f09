// Programs that some suites drive: a browser, the AWS clients, a database server. Plain JavaScript for Node >= 20.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const programs = [
  {
    name: 'Chromium (browser tests)',
    package: 'chromium',
    // The same browser without windows needs half the processor time. Not every release has it as a package.
    betterPackage: 'chromium-headless-shell',
    present: () => Boolean(process.env.SALLYPORT_CHROMIUM) || onPath('chromium-headless-shell'),
    suffices: () => onPath('chromium') || onPath('google-chrome'),
  },
  {
    name: 'boto3 for /usr/bin/python3 (AWS client tests)',
    package: 'python3-boto3',
    present: () => existsSync('/usr/bin/python3') && succeeds('/usr/bin/python3', ['-c', 'import boto3']),
  },
  { name: 'AWS CLI (AWS client tests)', package: 'awscli', present: () => onPath('aws') },
  { name: 'PostgreSQL server (storage tests)', package: 'postgresql', present: postgresIsPresent },
  {
    name: 'nginx (attacks on the gateway)',
    package: 'nginx',
    present: () => onPath('nginx') || existsSync('/usr/sbin/nginx'),
  },
]

/** Installs what is absent where that needs no question; elsewhere says what to install. The suites skip with a notice. */
export function installTestPrograms() {
  const absent = programs.filter((program) => !program.present())
  const missing = absent.filter((program) => !program.suffices?.())
  if (isDebian() && process.getuid?.() === 0) return installAll(absent, missing.length > 0)
  if (missing.length === 0) return
  process.stderr.write(
    `Not on this machine, so the suites that need them are skipped:\n${missing.map(({ name }) => `  ${name}\n`).join('')}` +
      `On Debian and Ubuntu: sudo apt-get install --no-install-recommends ${missing.map((program) => program.package).join(' ')}\n`,
  )
}

function installAll(absent, matters) {
  if (absent.length === 0) return
  process.stderr.write(`Installing with apt-get: ${absent.map(({ name }) => name).join(', ')} …\n`)
  const installed =
    aptGet(['update']) && aptGet(['install', '--yes', '--no-install-recommends', ...absent.map(packageOf)])
  if (installed || !matters) return
  process.stderr.write('apt-get did not succeed: the suites that need these programs are skipped.\n')
}

function packageOf({ package: usual, betterPackage }) {
  return betterPackage && succeeds('apt-cache', ['show', betterPackage]) ? betterPackage : usual
}

function aptGet(flags) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const patience = ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=1']
  return spawnSync('apt-get', ['--quiet=2', ...patience, ...flags], { stdio: ['ignore', 2, 2], env }).status === 0
}

function isDebian() {
  return existsSync('/etc/debian_version') && onPath('apt-get')
}

/** Debian keeps servers of several versions side by side, off the PATH. */
function postgresIsPresent() {
  const versions = '/usr/lib/postgresql'
  if (onPath('postgres')) return true
  return existsSync(versions) && readdirSync(versions).some((v) => existsSync(join(versions, v, 'bin/postgres')))
}

function onPath(program) {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program]
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))))
}

function succeeds(program, flags) {
  return spawnSync(program, flags, { stdio: 'ignore' }).status === 0
}
