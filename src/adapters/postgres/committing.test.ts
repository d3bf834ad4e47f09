import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import {
  hasPostgres,
  noPostgres,
  startPostgresServer,
  type PostgresServer,
} from '../../../test/storage/postgres-server.ts'
import { systemRandomBytes } from '../../crypto/random-bytes.ts'
import { newDataKey, openSealer } from '../../crypto/sealing/seal.ts'
import * as make from '../../ports/storage/conformance/records.ts'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import { openPostgresStorage } from './open-postgres-storage.ts'

const masterKey = new Uint8Array(32)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })

/** What happens to the next COMMIT that passes: it, or the answer to it, is lost with the connection. */
type Loss = 'question' | 'answer'

interface FaultProxy extends AsyncDisposable {
  readonly url: string
  /** How many further times something is lost. */
  lose(what: Loss, times: number): void
}

/** Stands between a node and its server, and drops connections at COMMIT. */
async function startFaultProxy(serverUrl: string): Promise<FaultProxy> {
  const target = new URL(serverUrl)
  const lost = { what: 'answer' as Loss, times: 0 }
  const sockets = new Set<Socket>()
  const proxy = createServer((node) => {
    const server = connect(Number(target.port), target.hostname)
    let isLosingAnswer = false
    const drop = (): void => {
      lost.times -= 1
      node.destroy()
      server.destroy()
    }
    for (const socket of [node, server]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
    node.on('close', () => server.destroy())
    server.on('close', () => node.destroy())
    node.on('data', (chunk) => {
      const isCommit = lost.times > 0 && chunk.includes('commit\0')
      if (isCommit && lost.what === 'question') return drop()
      isLosingAnswer ||= isCommit
      server.write(chunk)
    })
    server.on('data', (chunk) => (isLosingAnswer ? drop() : void node.write(chunk)))
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  const url = new URL(serverUrl)
  url.port = String(port)
  return {
    url: url.href,
    lose: (what, times) => void Object.assign(lost, { what, times }),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}

describe('a commit on PostgreSQL', { skip: hasPostgres() ? false : noPostgres }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgresServer()
  })
  after(() => server[Symbol.asyncDispose]())

  async function openBehindProxy() {
    const proxy = await startFaultProxy(await server.createDatabase())
    const random = { bytes: systemRandomBytes }
    const storage = await openPostgresStorage({ url: proxy.url, random, openSealer: async () => sealer })
    const pool = make.aUserPool()
    await storage.commit([{ write: 'createUserPool', pool }])
    return { proxy, storage, poolId: pool.id }
  }

  for (const what of ['question', 'answer'] as const) {
    test(`is carried out once although the ${what} was lost at COMMIT (REL-04)`, async () => {
      const { proxy, storage, poolId } = await openBehindProxy()
      for (let round = 0; round < 5; round += 1) {
        proxy.lose(what, 1)
        const name = make.fresh('name')
        const create = {
          write: 'createUser',
          user: make.aUser(poolId),
          aliases: [{ namespace: 'username', key: name }],
        } as const
        assert.deepEqual(await storage.commit([create]), { committed: true })
        assert.equal((await storage.users.findByAlias(poolId, create.aliases))?.sub, create.user.sub)
      }
      assert.equal(await storage.users.count(poolId), 5)
      await storage[Symbol.asyncDispose]()
      await proxy[Symbol.asyncDispose]()
    })
  }

  test('gives up after five tries, with nothing written', async () => {
    const { proxy, storage, poolId } = await openBehindProxy()
    proxy.lose('question', Infinity)
    const user = make.aUser(poolId)
    const isFault = (error: unknown): boolean => error instanceof StorageFault && error.reason === 'engine'
    await assert.rejects(storage.commit([{ write: 'createUser', user, aliases: [] }]), isFault)
    proxy.lose('question', 0)
    assert.equal(await storage.users.find(poolId, user.sub), undefined)
    await storage[Symbol.asyncDispose]()
    await proxy[Symbol.asyncDispose]()
  })
})
