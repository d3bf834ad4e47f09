import { execFile } from 'node:child_process'
import { copyFile, glob, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface TrustOutcome {
  readonly store: string
  readonly outcome: 'installed' | 'refused' | 'not-possible'
  /** What went wrong, or what a person can do. */
  readonly advice?: string
}

export interface TrustEnvironment {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly isRoot: boolean
  /** Runs a program; false when it is absent or ends with a failure. */
  readonly run: (program: string, flags: readonly string[]) => Promise<boolean>
  readonly copyFile: (from: string, to: string) => Promise<void>
  /** Paths that match, sorted. */
  readonly find: (pattern: string) => Promise<readonly string[]>
}

const nickname = 'Sallyport local CA'

/** Where each family of Linux keeps certificates of its administrator, and how it reads them in. */
const linuxStores = [
  { folder: '/usr/local/share/ca-certificates', refresh: ['update-ca-certificates'] },
  { folder: '/etc/pki/ca-trust/source/anchors', refresh: ['update-ca-trust', 'extract'] },
  { folder: '/etc/ca-certificates/trust-source/anchors', refresh: ['trust', 'extract-compat'] },
] as const

/** Puts the CA into every store of this machine that it can reach, and says honestly which those were. */
export async function installInTrustStores(caFile: string, environment: TrustEnvironment): Promise<TrustOutcome[]> {
  switch (environment.platform) {
    case 'darwin':
      return [await installOnMac(caFile, environment), ...(await installInNss(caFile, environment))]
    case 'win32':
      return [await installOnWindows(caFile, environment)]
    default:
      return [await installOnLinux(caFile, environment), ...(await installInNss(caFile, environment))]
  }
}

export function thisMachine(home: string): TrustEnvironment {
  const execute = promisify(execFile)
  return {
    platform: process.platform,
    home,
    isRoot: process.getuid?.() === 0,
    run: (program, flags) =>
      execute(program, flags).then(
        () => true,
        () => false,
      ),
    async copyFile(from, to) {
      await mkdir(join(to, '..'), { recursive: true })
      await copyFile(from, to)
    },
    find: async (pattern) => (await Array.fromAsync(glob(pattern))).toSorted(),
  }
}

async function installOnLinux(
  caFile: string,
  { isRoot, run, copyFile: copy, find }: TrustEnvironment,
): Promise<TrustOutcome> {
  const store = 'system (curl, Python, Go …)'
  for (const { folder, refresh } of linuxStores) {
    if ((await find(folder)).length === 0) continue
    if (!isRoot) return { store, outcome: 'not-possible', advice: 'Needs root: run the same command again with sudo.' }
    await copy(caFile, join(folder, 'sallyport-local-ca.crt'))
    const [program, ...flags] = refresh
    if (await run(program, flags)) return { store, outcome: 'installed' }
    return { store, outcome: 'refused', advice: `"${refresh.join(' ')}" did not succeed.` }
  }
  return { store, outcome: 'not-possible', advice: `No known store: add ${caFile} as your system's manual says.` }
}

/** Chromium and Firefox on Linux, Firefox on macOS: databases in the home folder. */
async function installInNss(caFile: string, { home, run, find }: TrustEnvironment): Promise<TrustOutcome[]> {
  const patterns = [
    '.pki/nssdb/cert9.db',
    '.mozilla/firefox/*/cert9.db',
    'snap/firefox/common/.mozilla/firefox/*/cert9.db',
    'Library/Application Support/Firefox/Profiles/*/cert9.db',
  ]
  const databases = (await Promise.all(patterns.map((pattern) => find(join(home, pattern))))).flat()
  const outcomes: TrustOutcome[] = []
  for (const database of databases) {
    const folder = `sql:${join(database, '..')}`
    // An older CA of the same nickname would stay beside the new one.
    await run('certutil', ['-D', '-d', folder, '-n', nickname])
    const added = await run('certutil', ['-A', '-d', folder, '-n', nickname, '-t', 'C,,', '-i', caFile])
    const store = `browser (${join(database, '..')})`
    outcomes.push(added ? { store, outcome: 'installed' } : { store, outcome: 'refused', advice: nssAdvice(caFile) })
  }
  if (databases.length > 0) return outcomes
  return [{ store: 'browsers', outcome: 'not-possible', advice: `No browser profile found. ${nssAdvice(caFile)}` }]
}

function nssAdvice(caFile: string): string {
  return `Install certutil (Debian: libnss3-tools) and repeat, or import ${caFile} in the browser's certificate settings.`
}

async function installOnMac(caFile: string, { home, run }: TrustEnvironment): Promise<TrustOutcome> {
  const store = 'login keychain (Safari, Chrome, curl)'
  const keychain = join(home, 'Library/Keychains/login.keychain-db')
  const added = await run('security', ['add-trusted-cert', '-r', 'trustRoot', '-k', keychain, caFile])
  return added
    ? { store, outcome: 'installed' }
    : { store, outcome: 'refused', advice: `Open ${caFile} in Keychain Access and trust it.` }
}

async function installOnWindows(caFile: string, { run }: TrustEnvironment): Promise<TrustOutcome> {
  const store = 'current user (Edge, Chrome)'
  const added = await run('certutil.exe', ['-user', '-addstore', 'Root', caFile])
  return added
    ? { store, outcome: 'installed' }
    : { store, outcome: 'refused', advice: `Run: certutil -user -addstore Root "${caFile}"` }
}
