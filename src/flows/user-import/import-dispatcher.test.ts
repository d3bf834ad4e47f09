import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hashSync } from 'bcryptjs'
import { csvHeader } from '../../domain/user-import/csv-header.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { InitiateAuth } from '../../operations/auth/InitiateAuth.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { createImportDispatcher } from './import-dispatcher.ts'
import { receiveImportFile } from './receive-import-file.ts'
import { importUploadUrl } from './upload-url.ts'
import type { UserImportJob } from '../../domain/user-import/user-import-job.ts'

type Row = Readonly<Record<string, string>>

const hashColumn = 'cognito:password_hash'

function person(name: string, more: Row = {}): Row {
  return {
    'cognito:username': name,
    'cognito:mfa_enabled': 'false',
    email: `${name}@example.com`,
    email_verified: 'true',
    ...more,
  }
}

function fileOf(pool: UserPool, rows: readonly Row[], more: readonly string[] = []): string {
  const columns = [...csvHeader(pool), ...more]
  const lines = rows.map((row) => columns.map((name) => (row[name] ?? '').replaceAll(',', '\\,')).join(','))
  return [columns.join(','), ...lines, ''].join('\n')
}

interface Import {
  readonly ports: TestPorts
  readonly pool: UserPool
  upload(text: string | Uint8Array): Promise<string>
  start(): Promise<void>
  job(): Promise<UserImportJob>
  outcomes(): Promise<readonly string[]>
  /** Status, message, and how many were imported, skipped and failed. */
  result(): Promise<readonly unknown[]>
}

async function openImport(passwordHashingAlgorithm?: 'BCRYPT'): Promise<Import> {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration: { AutoVerifiedAttributes: ['email'] } })
  const created: UserImportJob = {
    poolId: pool.id,
    id: 'import-0123456789',
    name: 'people',
    cloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/logs',
    passwordHashingAlgorithm,
    status: 'Created',
    upload: undefined,
    nextLine: 2,
    importedUsers: 0,
    skippedUsers: 0,
    failedUsers: 0,
    completionMessage: undefined,
    createdAt: ports.clock.now(),
    startedAt: undefined,
    completedAt: undefined,
  }
  await ports.storage.commit([{ write: 'createImportJob', job: created }])
  const job = async (): Promise<UserImportJob> =>
    (await ports.storage.userImports.find(pool.id, created.id)) ?? assert.fail('the job is gone')
  const names = { poolId: pool.id, jobId: created.id }
  return {
    ports,
    pool,
    job,
    upload(text) {
      const query = new URL(importUploadUrl(ports, created)).searchParams
      const claim = { ...names, expires: query.get('expires') ?? '', signature: query.get('signature') ?? '' }
      const bytes = typeof text === 'string' ? Buffer.from(text) : text
      // In odd pieces, as a network brings them.
      const pieces = Array.from({ length: Math.ceil(bytes.length / 7001) }, (_, nth) =>
        bytes.subarray(nth * 7001, (nth + 1) * 7001),
      )
      return receiveImportFile(ports, { claim, md5: undefined, bytes: iterable(pieces) })
    },
    async start() {
      const start: Write = { write: 'startImportJob', ...names, accountId: '123456789012', at: ports.clock.now() }
      assert.deepEqual(await ports.storage.commit([start]), { committed: true })
    },
    outcomes: () => ports.storage.userImports.listOutcomes(pool.id, created.id, 0),
    async result() {
      const { status, completionMessage, importedUsers, skippedUsers, failedUsers } = await job()
      return [status, completionMessage, importedUsers, skippedUsers, failedUsers]
    },
  }
}

async function* iterable(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

const done = 'Import Job Completed Successfully.'

describe('an import job', () => {
  test('imports, skips and fails rows, tells each, and sends nothing', async () => {
    const { ports, pool, upload, start, outcomes, result } = await openImport()
    await givenUser(ports, pool, { username: 'bob' })
    const rows = [
      person('ann', { name: 'Ann, the first' }),
      person('bob'),
      person('cid', { email: 'x' }),
      person('ann'),
    ]
    assert.equal(await upload(fileOf(pool, rows)), 'received')
    await start()
    await createImportDispatcher({ ports }).drain()
    assert.deepEqual(await result(), ['Succeeded', done, 1, 2, 1])
    const expected = [
      '[SUCCEEDED] Line Number 2 – The import succeeded.',
      '[SKIPPED] Line Number 3 – The user already exists.',
      '[FAILED] Line Number 4 – Invalid email address format.',
      '[SKIPPED] Line Number 5 – The user already exists.',
    ]
    assert.deepEqual(await outcomes(), expected)
    const logged = ports.lines.map(({ message }) => message).filter((message) => message.startsWith('['))
    assert.deepEqual(logged, expected)
    const ann = await ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: 'ann' }])
    assert.equal(ann?.status, 'RESET_REQUIRED')
    assert.equal(ann?.attributes['name'], 'Ann, the first')
    assert.deepEqual(ports.messages, [])
  })

  test('imports thousands of rows in batches', async () => {
    const { pool, ports, upload, start, result } = await openImport()
    await upload(
      fileOf(
        pool,
        Array.from({ length: 2000 }, (_, nth) => person(`person${nth}`)),
      ),
    )
    await start()
    await createImportDispatcher({ ports }).drain()
    assert.deepEqual(await result(), ['Succeeded', done, 2000, 0, 0])
    assert.equal(await ports.storage.users.count(pool.id), 2000)
  })

  test('goes on after a crash, and imports nobody twice and loses nobody', async () => {
    const { pool, ports, upload, start, outcomes, result } = await openImport()
    await upload(
      fileOf(
        pool,
        Array.from({ length: 480 }, (_, nth) => person(`person${nth}`)),
      ),
    )
    await start()
    for (let crashes = 0; crashes < 3; crashes += 1) {
      let commits = 0
      const storage = {
        ...ports.storage,
        commit: async (writes: readonly Write[]) => {
          if (writes.some(({ write }) => write === 'advanceImportJob') && (commits += 1) > 2) {
            // Of a commit whose node dies nobody knows whether it is there.
            if (crashes % 2 === 0) await ports.storage.commit(writes)
            throw new Error('the node died')
          }
          return ports.storage.commit(writes)
        },
      }
      await createImportDispatcher({ ports: { ...ports, storage } }).drain()
      // Until its lease ends, the job is the dead node's.
      await createImportDispatcher({ ports }).drain()
      assert.equal((await result())[0], 'InProgress')
      ports.clock.advanceSeconds(61)
    }
    await createImportDispatcher({ ports }).drain()
    assert.deepEqual(await result(), ['Succeeded', done, 480, 0, 0])
    assert.equal(await ports.storage.users.count(pool.id), 480)
    const lines = (await outcomes()).map((text) => Number(/Line Number (\d+)/.exec(text)?.[1]))
    assert.deepEqual(
      lines,
      Array.from({ length: 480 }, (_, nth) => nth + 2),
    )
  })

  test('is carried out by one of several nodes', async () => {
    const { pool, ports, upload, start, result } = await openImport()
    await upload(
      fileOf(
        pool,
        Array.from({ length: 120 }, (_, nth) => person(`person${nth}`)),
      ),
    )
    await start()
    const nodes = Array.from({ length: 4 }, () => createImportDispatcher({ ports }))
    await Promise.all(nodes.map((node) => node.drain()))
    assert.deepEqual(await result(), ['Succeeded', done, 120, 0, 0])
  })

  test('stops when it is told to, and keeps what is there', async () => {
    const { pool, ports, upload, start, job, result } = await openImport()
    await upload(
      fileOf(
        pool,
        Array.from({ length: 200 }, (_, nth) => person(`person${nth}`)),
      ),
    )
    await start()
    const { poolId, id: jobId } = await job()
    const storage = {
      ...ports.storage,
      commit: async (writes: readonly Write[]) => {
        const outcome = await ports.storage.commit(writes)
        if (writes.some(({ write }) => write === 'advanceImportJob'))
          await ports.storage.commit([{ write: 'stopImportJob', poolId, jobId }])
        return outcome
      },
    }
    await createImportDispatcher({ ports: { ...ports, storage } }).drain()
    assert.deepEqual(await result(), ['Stopped', 'The Import Job was stopped by the developer.', 50, 0, 0])
    await ports.storage.commit([{ write: 'requireNoImport', poolId }])
  })

  test('fails as a whole where the file is none, and imports nobody', async () => {
    const good = (pool: UserPool) => fileOf(pool, [person('ann')])
    const files: readonly (readonly [(pool: UserPool) => string | Uint8Array, string])[] = [
      [() => '', 'The CSV file is empty.'],
      [(pool) => `${csvHeader(pool).join(',')}\n`, 'The CSV file has no users.'],
      [(pool) => `\uFEFF${good(pool)}`, 'The CSV file begins with a byte order mark.'],
      [(pool) => good(pool).replace('name,', ''), 'The header of the CSV file lacks columns of the user pool.'],
      [(pool) => Buffer.concat([Buffer.from(good(pool)), Buffer.of(0xff)]), 'The CSV file is not in UTF-8.'],
    ]
    for (const [file, message] of files) {
      const { pool, ports, upload, start, result } = await openImport()
      await upload(file(pool))
      await start()
      await createImportDispatcher({ ports }).drain()
      assert.deepEqual(await result(), ['Failed', message, 0, 0, 0])
      assert.equal(await ports.storage.users.count(pool.id), 0)
    }
  })

  test('fails where it imports nobody', async () => {
    const { pool, ports, upload, start, result } = await openImport()
    await upload(fileOf(pool, [person('ann', { email_verified: 'false' }), { name: 'x'.repeat(20_000) }]))
    await start()
    await createImportDispatcher({ ports }).drain()
    const message = 'Too many users have failed or been skipped during the import.'
    assert.deepEqual(await result(), ['Failed', message, 0, 0, 2])
  })

  test('lets people sign in with the password of the system before, and keeps it anew', async () => {
    const { pool, ports, upload, start, result } = await openImport('BCRYPT')
    const client = await givenClient(ports, pool)
    await upload(fileOf(pool, [person('ann', { [hashColumn]: hashSync('Of long ago', 4) })], [hashColumn]))
    await start()
    await createImportDispatcher({ ports }).drain()
    assert.deepEqual(await result(), ['Succeeded', done, 1, 0, 0])
    const find = () => ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: 'ann' }])
    const signIn = async (PASSWORD: string): Promise<any> =>
      callOnWire(InitiateAuth, ports, {
        ClientId: client.id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ann', PASSWORD },
      })
    assert.equal((await find())?.password?.kind, 'imported')
    assert.equal(await signIn('something else'), 'NotAuthorizedException: Incorrect username or password.')
    assert.equal((await find())?.password?.kind, 'imported')
    assert.ok((await signIn('Of long ago')).AuthenticationResult)
    assert.equal((await find())?.password?.kind, 'srp')
    assert.ok((await signIn('Of long ago')).AuthenticationResult)
  })
})

describe('an upload', () => {
  test('is taken for a quarter of an hour, by the URL that was given out, until the job starts', async () => {
    const { ports, pool, upload, start, job } = await openImport()
    const file = fileOf(pool, [person('ann')])
    const { poolId, id: jobId } = await job()
    const query = new URL(importUploadUrl(ports, await job())).searchParams
    const [expires, signature] = [query.get('expires') ?? '', query.get('signature') ?? '']
    const send = (claim: object) =>
      receiveImportFile(ports, {
        claim: { poolId, jobId, expires, signature, ...claim },
        md5: undefined,
        bytes: iterable([Buffer.from(file)]),
      })
    assert.equal(await send({ expires: String(Number(expires) + 900) }), 'denied')
    assert.equal(await send({ jobId: 'import-another000' }), 'denied')
    assert.equal(await send({ poolId: 'us-east-1_Other0001' }), 'denied')
    assert.equal(await send({ signature: '' }), 'denied')
    assert.equal((await job()).upload, undefined)
    assert.equal(await send({}), 'received')
    ports.clock.advanceSeconds(900)
    assert.equal(await upload(file), 'denied')
    await start()
    assert.equal(await upload(file), 'denied')
  })

  test('that breaks off is none, and of two the later one is the file', async () => {
    const { ports, pool, upload, start, result, job } = await openImport()
    await upload(fileOf(pool, [person('ann')]))
    const before = (await job()).upload
    const query = new URL(importUploadUrl(ports, await job())).searchParams
    const claim = {
      poolId: pool.id,
      jobId: (await job()).id,
      expires: query.get('expires') ?? '',
      signature: query.get('signature') ?? '',
    }
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(300_000, 'x')
      throw new Error('the client went away')
    }
    await assert.rejects(receiveImportFile(ports, { claim, md5: undefined, bytes: broken() }))
    assert.equal((await job()).upload, before)
    const wrong = { claim, md5: 'AAAAAAAAAAAAAAAAAAAAAA==', bytes: iterable([Buffer.from('x')]) }
    assert.equal(await receiveImportFile(ports, wrong), 'bad-digest')
    await upload(fileOf(pool, [person('bob'), person('cid')]))
    await start()
    await createImportDispatcher({ ports }).drain()
    assert.deepEqual(await result(), ['Succeeded', done, 2, 0, 0])
  })
})
