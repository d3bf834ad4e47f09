import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePort } from '../free-port.ts'
import { hasPostgres, noPostgres, startPostgresServer, type PostgresServer } from '../storage/postgres-server.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { migrate } from '../../src/compose/operator/maintenance.ts'
import { startGatewayAlone } from './gateway-alone.ts'
import {
  askConnections,
  chatTemplate,
  openClient,
  startChatNodes,
  type ChatClient,
  type ChatNode,
  type ChatNodes,
} from './chat-nodes.ts'

const newFolder = temporaryFolders()

describe('WebSocket APIs of several serve nodes', { skip: !hasPostgres() && noPostgres }, () => {
  let server: PostgresServer
  let nodes: ChatNodes
  let one: ChatNode
  let two: ChatNode
  before(async () => {
    server = await startPostgresServer()
    nodes = await startChatNodes(server, newFolder)
    ;[one, two] = await Promise.all([nodes.serve(2), nodes.serve(1)])
  })
  after(async () => {
    await nodes[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  /** Clients of both workers. */
  async function clientsOfOne(): Promise<readonly [ChatClient, ChatClient]> {
    const first = await one.client()
    for (;;) {
      const other = await one.client()
      if (placeOf(other) !== placeOf(first)) return [first, other]
      other.end()
    }
  }

  test('carry messages, and backends reach every client through every process', async () => {
    const clients = [...(await clientsOfOne()), await two.client()]
    assert.equal(new Set(clients.map(placeOf)).size, 3)
    for (const [index, client] of clients.entries()) {
      client.send(`hello ${index}`)
      assert.equal(await client.next(), `HELLO ${index}`)
      // Connections are given to workers in turn, so each is asked.
      for (const node of [one, one, two]) {
        const answer = await node.connections('POST', client.connectionId, `to ${index}`)
        assert.deepEqual([answer.status, await client.next()], [200, `to ${index}`])
        assert.equal((await node.connections('GET', client.connectionId)).status, 200)
      }
    }
    const [first, second, third] = clients
    assert.ok(first && second && third)
    assert.equal((await two.connections('DELETE', first.connectionId)).status, 204)
    assert.equal((await one.connections('DELETE', third.connectionId)).status, 204)
    assert.deepEqual(await Promise.all([first.closed, third.closed]), [1000, 1000])
    for (const node of [one, one, two])
      assert.equal((await node.connections('POST', third.connectionId, 'late')).status, 410)
    second.end()
  })

  test('end in order: what was read is answered, then 1001, then Gone; and begin again', async () => {
    const client = await two.client()
    const other = await one.client()
    const arrived = nodes.backend.waiting()
    client.send('slow')
    await arrived
    const ended = two.program.stop('SIGTERM')
    // The node is on its way out, and its clients can still be written to.
    assert.equal((await one.connections('POST', client.connectionId, 'last words')).status, 200)
    nodes.backend.letGo()
    assert.deepEqual([await client.next(), await client.next(), await client.closed], ['last words', 'SLOW', 1001])
    assert.equal((await ended).code, 0)
    assert.equal((await one.connections('POST', client.connectionId, 'late')).status, 410)
    await two.again()
    const back = await two.client()
    assert.equal((await one.connections('POST', back.connectionId, 'here')).status, 200)
    assert.equal((await two.connections('POST', other.connectionId, 'there')).status, 200)
    assert.deepEqual([await back.next(), await other.next()], ['here', 'there'])
    assert.deepEqual([...back.unread(), ...other.unread()], [])
    for (const each of [back, other]) each.end()
  })

  test('reach each other as sallyport gateway too, by a key that is in a file', async () => {
    const folder = newFolder()
    const databaseUrl = await server.createDatabase()
    const nodeKeyFile = join(folder, 'node.key')
    const accessKeysFile = join(folder, 'keys.json')
    const key = { accessKeyId: 'AKIDEXAMPLEEXAMPLE00', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
    writeFileSync(nodeKeyFile, randomBytes(32).toString('base64'), { mode: 0o600 })
    writeFileSync(accessKeysFile, JSON.stringify([{ ...key, principal: 'ada' }]), { mode: 0o600 })
    await migrate({ databaseUrl, keyFile: nodeKeyFile, dataDir: '' })
    const start = async (more: object = {}) => {
      const nodeAddress = `127.0.0.1:${await freePort()}`
      const flags = { databaseUrl, accessKeysFile, nodeKeyFile, nodeAddress, ...more }
      return startGatewayAlone(newFolder(), chatTemplate(nodes.backend.port), flags)
    }
    await using here = await start()
    await using there = await start()
    const otherKey = join(folder, 'other.key')
    writeFileSync(otherKey, randomBytes(32).toString('base64'), { mode: 0o600 })
    await using stranger = await start({ nodeKeyFile: otherKey })
    const client = await openClient(there.url('/v1').replace('https', 'wss'), there.certFile)
    const call = { method: 'POST', connectionId: client.connectionId, body: 'hello', key }
    assert.equal((await askConnections(here.url('/v1'), { ...call, certFile: here.certFile })).status, 200)
    assert.equal(await client.next(), 'hello')
    assert.equal((await askConnections(stranger.url('/v1'), { ...call, certFile: stranger.certFile })).status, 504)
    assert.deepEqual(client.unread(), [])
    client.end()
    await client.closed
  })

  test('that are killed are not Gone before anybody can know it, and are once they are back', async () => {
    const client = await two.client()
    assert.equal((await one.connections('POST', client.connectionId, 'a')).status, 200)
    await two.program.stop('SIGKILL')
    await client.closed
    assert.equal((await one.connections('POST', client.connectionId, 'b')).status, 504)
    await two.again()
    // At the same address is another node now, which says so itself.
    const answer = async () => (await one.connections('POST', client.connectionId, 'c')).status
    while ((await answer()) === 504);
    assert.equal(await answer(), 410)
  })
})

function placeOf({ connectionId }: ChatClient): string {
  return Buffer.from(connectionId, 'base64url').toString('hex', 0, 5)
}
