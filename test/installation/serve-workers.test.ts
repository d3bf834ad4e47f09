import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { hasPostgres, noPostgres, startPostgresServer, type PostgresServer } from '../storage/postgres-server.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask } from './ask.ts'
import { runSallyport, type Program } from './program.ts'
import { prepareProduction, serve, type Production } from './serve-secure.ts'

const newFolder = temporaryFolders()

// Processes are counted in /proc.
const cannot = process.platform === 'linux' ? !hasPostgres() && noPostgres : 'Linux only'

describe('serve --workers 2', { skip: cannot }, () => {
  let server: PostgresServer
  let production: Production
  let flags: readonly string[]
  let metricsPort: number
  let program: Program
  before(async () => {
    server = await startPostgresServer()
    production = await prepareProduction(newFolder())
    const databaseUrl = await server.createDatabase()
    const store = ['--database-url', databaseUrl, '--key-file', production.keyFile]
    const { code, stderr } = await runSallyport(['migrate', ...store]).ended
    assert.equal(code, 0, stderr)
    metricsPort = await freePort()
    flags = [...production.flags, '--database-url', databaseUrl, '--workers', '2']
    flags = [...flags, '--metrics-address', `127.0.0.1:${metricsPort}`]
    program = await serve(production, flags)
  })
  after(async () => {
    await program[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  const health = () => ask(`${production.publicUrl}/_sallyport/health/ready`, { caFile: production.certFile })

  test('serves by two processes at one port, whose first line is the only one', async () => {
    assert.equal(workersOf(program.pid).length, 2)
    for (let i = 0; i < 6; i += 1) assert.equal((await health()).status, 200)
  })

  test('each counts for itself, at a port of its own', async () => {
    const counts = await Promise.all(
      [0, 1].map(async (place) => {
        const { text } = await ask(`http://127.0.0.1:${metricsPort + place}/metrics`)
        return Number(/requests_total\{surface="health",status="200"\} (\d+)/.exec(text)?.[1] ?? 0)
      }),
    )
    assert.ok(
      counts.every((count) => count > 0),
      String(counts),
    )
  })

  test('replaces a process that ends unasked, and serves meanwhile', async () => {
    const [victim = 0, other = 0] = workersOf(program.pid)
    process.kill(victim, 'SIGKILL')
    while (workersOf(program.pid).includes(victim)) await wait(10)
    assert.equal((await health()).status, 200)
    while (workersOf(program.pid).length < 2) await wait(50)
    assert.ok(workersOf(program.pid).includes(other))
    assert.match(program.stderr(), /a worker process ended and is replaced/)
  })

  test('a node that cannot start says why and leaves nothing behind', async () => {
    // The port is taken by the node above.
    const { code, stdout, stderr } = await runSallyport(['serve', '--json', ...flags]).ended
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(stderr, /already listens at 127\.0\.0\.1, port/)
  })

  test('ends all of them in order', async () => {
    const workers = workersOf(program.pid)
    const { code } = await program.stop('SIGTERM')
    assert.equal(code, 0)
    for (const pid of workers) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
  })
})

function workersOf(pid: number): readonly number[] {
  const tasks = readdirSync(`/proc/${pid}/task`)
  return tasks.flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
}
