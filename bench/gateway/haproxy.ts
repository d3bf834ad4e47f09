import { spawn, spawnSync } from 'node:child_process'
import type { KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export interface Haproxy extends AsyncDisposable {
  readonly port: number
  /** What the process has spent so far. */
  readonly cpuMicroseconds: () => number
}

export interface HaproxyOptions {
  readonly backendPort: number
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
  readonly publicKey: KeyObject
}

/** Debian installs it where only root looks. */
const environment = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` }
/** USER_HZ, in which Linux tells processor times: 100 on all its common platforms. */
const microsecondsOfTick = 10_000

/** haproxy on one thread, checking the same of a token as the gateway's JWT authorizer. Undefined where there is none. */
export async function startHaproxy(options: HaproxyOptions): Promise<Haproxy | undefined> {
  if (spawnSync('haproxy', ['-v'], { env: environment }).status !== 0) return undefined
  const directory = await mkdtemp(join(tmpdir(), 'sallyport-haproxy-'))
  const port = await freePort()
  const keyFile = join(directory, 'key.pem')
  await writeFile(keyFile, options.publicKey.export({ type: 'spki', format: 'pem' }))
  const file = join(directory, 'haproxy.cfg')
  await writeFile(file, configuration(options, { port, keyFile }))
  const child = spawn('haproxy', ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'inherit'], env: environment })
  await untilListening(port, () => child.exitCode)
  return {
    port,
    cpuMicroseconds() {
      // proc(5): the 14th and 15th fields, counted from behind the name, which may hold spaces.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return (Number(fields[11]) + Number(fields[12])) * microsecondsOfTick
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
      await rm(directory, { recursive: true })
    },
  }
}

function configuration(
  { backendPort, clientId, issuer, scope }: HaproxyOptions,
  { port, keyFile }: { readonly port: number; readonly keyFile: string },
): string {
  return `global
  nbthread 1
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend gateway
  bind 127.0.0.1:${port}
  acl guarded path_beg /guarded/
  http-request set-var(txn.alg) http_auth_bearer,jwt_header_query('$.alg') if guarded
  http-request set-var(txn.exp) http_auth_bearer,jwt_payload_query('$.exp','int') if guarded
  http-request set-var(txn.now) date() if guarded
  http-request deny deny_status 401 if guarded !{ var(txn.alg) -m str RS256 }
  http-request deny deny_status 401 if guarded !{ http_auth_bearer,jwt_verify(txn.alg,"${keyFile}") -m int 1 }
  http-request deny deny_status 401 if guarded !{ http_auth_bearer,jwt_payload_query('$.iss') -m str ${issuer} }
  http-request deny deny_status 401 if guarded !{ http_auth_bearer,jwt_payload_query('$.client_id') -m str ${clientId} }
  http-request deny deny_status 401 if guarded { var(txn.exp),sub(txn.now) -m int lt 0 }
  http-request deny deny_status 403 if guarded !{ http_auth_bearer,jwt_payload_query('$.scope') -m sub ${scope} }
  default_backend upstream
backend upstream
  server one 127.0.0.1:${backendPort}
`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function untilListening(port: number, exitCode: () => number | null): Promise<void> {
  for (;;) {
    if (exitCode() !== null) throw new Error('haproxy did not start')
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise((resolve) => {
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    })
    socket.destroy()
    if (isOpen) return
    await delay(20)
  }
}
