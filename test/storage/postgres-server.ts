import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  existsSync,
  globSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from '../free-port.ts'

/** Why suites skip where there is no server to start. */
export const noPostgres = 'no PostgreSQL server on this machine: apt-get install postgresql'

/** A private server with its own data folder, for one test file. */
export interface PostgresServer extends AsyncDisposable {
  /** Where the data lies, to look at what reached the disk. */
  readonly folder: string
  /** Makes an empty database and gives the URL to it. */
  createDatabase(): Promise<string>
  /** Waits until no connection of a node is left: what one had under way when it was killed is then decided. */
  waitForSilence(): Promise<void>
  /** Ends the server at once, without a word to anybody, and starts it again on the same data. */
  crash(): Promise<void>
}

export function hasPostgres(): boolean {
  return binaryFolder() !== undefined
}

export async function startPostgresServer(): Promise<PostgresServer> {
  const binaries = binaryFolder()
  if (binaries === undefined) throw new Error(noPostgres)
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-postgres-'))
  const owner = serverOwner()
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const password = randomBytes(16).toString('hex')
  const port = await freePort()
  const logFile = join(folder, 'log')
  initialize({ binaries, folder, owner, password })
  const urlOf = (database: string): string => `postgresql://sallyport:${password}@127.0.0.1:${port}/${database}`
  const start = async (): Promise<ChildProcess> => {
    const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=60']
    const flags = settings.flatMap((setting) => ['-c', setting])
    const log = openSync(logFile, 'a')
    const child = spawn(join(binaries, 'postgres'), ['-D', join(folder, 'data'), ...flags], {
      stdio: ['ignore', log, log],
      ...owner,
    })
    closeSync(log)
    await waitUntilReady(child, urlOf('postgres'), logFile)
    return child
  }

  let child = await start()
  process.on('exit', () => child.kill('SIGQUIT'))
  let databases = 0
  return {
    folder,
    async createDatabase() {
      databases += 1
      const name = `sallyport_${databases}`
      await query(urlOf('postgres'), `create database ${name}`)
      return urlOf(name)
    },
    async waitForSilence() {
      const count = `select count(*)::int as nodes from pg_stat_activity where application_name = 'sallyport'`
      while ((await query(urlOf('postgres'), count)).some(({ nodes }) => nodes !== 0)) await delay(10)
    },
    async crash() {
      await end(child, 'SIGQUIT')
      child = await start()
    },
    async [Symbol.asyncDispose]() {
      await end(child, 'SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Debian keeps servers of several versions side by side, off the PATH. */
function binaryFolder(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter)
  const installed = globSync('/usr/lib/postgresql/*/bin').toSorted((a, b) =>
    b.localeCompare(a, 'en', { numeric: true }),
  )
  return [...onPath, ...installed].find(
    (path) => existsSync(join(path, 'postgres')) && existsSync(join(path, 'initdb')),
  )
}

type Owner = { readonly uid: number; readonly gid: number } | undefined

/** The server refuses to run as root. */
function serverOwner(): Owner {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout))
    if (uid && gid) return { uid, gid }
  }
  throw new Error('neither a user postgres nor a user nobody to run the server as')
}

interface Initialization {
  readonly binaries: string
  readonly folder: string
  readonly owner: Owner
  readonly password: string
}

function initialize({ binaries, folder, owner, password }: Initialization): void {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner) chownSync(passwordFile, owner.uid, owner.gid)
  const flags = ['--auth=scram-sha-256', '--username=sallyport', `--pwfile=${passwordFile}`, '--encoding=UTF8']
  const made = spawnSync(join(binaries, 'initdb'), ['-D', join(folder, 'data'), '--locale=C', '--no-sync', ...flags], {
    encoding: 'utf8',
    cwd: folder,
    ...owner,
  })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
}

/**
 * As long as the server lives: after a crash it first writes every file of its folder to the disk,
 * which takes minutes where others keep the disk busy.
 */
async function waitUntilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    try {
      await query(url, 'select 1')
      return
    } catch {
      await delay(50)
    }
  }
  throw new Error(`the PostgreSQL server did not start: ${readFileSync(logFile, 'utf8').slice(-2000)}`)
}

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client(url)
  try {
    await client.connect()
    const { rows } = await client.query(text)
    return rows
  } finally {
    await client.end()
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
