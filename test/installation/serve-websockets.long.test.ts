import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { hasPostgres, noPostgres, startPostgresServer } from '../storage/postgres-server.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { startChatNodes, type ChatClient, type ChatNode } from './chat-nodes.ts'

const newFolder = temporaryFolders()
const clientCount = 30
const writerCount = 3

/** A client that connects again whenever its connection ends, as clients do. */
interface Lasting {
  readonly current: () => ChatClient
  readonly closes: number[]
}

async function stay(nodes: readonly ChatNode[], over: AbortSignal, first: number): Promise<Lasting> {
  let client = await nodes[first % nodes.length]!.client()
  const closes: number[] = []
  void (async () => {
    for (let turn = first + 1; ; turn += 1) {
      closes.push(await client.closed)
      for (;;) {
        if (over.aborted) return
        try {
          client = await nodes[turn % nodes.length]!.client()
          break
        } catch {
          turn += 1
          await wait(50)
        }
      }
    }
  })()
  return { current: () => client, closes }
}

describe(
  'WebSocket APIs of several nodes that restart one after the other',
  { skip: !hasPostgres() && noPostgres },
  () => {
    test('lose no message that was taken, and give none twice', async () => {
      await using server = await startPostgresServer()
      await using chat = await startChatNodes(server, newFolder)
      const nodes = await Promise.all([chat.serve(2), chat.serve(2), chat.serve(1)])
      const away = new Set<ChatNode>()
      const over = new AbortController()
      const clients = await Promise.all(Array.from({ length: clientCount }, (_, at) => stay(nodes, over.signal, at)))
      /** What each connection was sent and got told that it was taken. */
      const taken = new Map<ChatClient, string[]>()
      const statuses = new Map<number, number>()
      let number = 0

      async function write(): Promise<void> {
        while (!over.signal.aborted) {
          number += 1
          const client = clients[number % clientCount]!.current()
          const node = nodes.filter((each) => !away.has(each))[number % 2]!
          const text = `message ${number}`
          const { status } = await node.connections('POST', client.connectionId, text).catch(() => ({ status: 0 }))
          // It went away before it was asked.
          if (status === 0 && away.has(node)) continue
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          if (status !== 200) continue
          const texts = taken.get(client) ?? []
          taken.set(client, texts)
          texts.push(text)
        }
      }

      const writing = Array.from({ length: writerCount }, write)
      for (let round = 0; round < 2; round += 1) {
        for (const node of nodes) {
          await wait(2000)
          away.add(node)
          assert.equal((await node.program.stop('SIGTERM')).code, 0)
          await node.again()
          away.delete(node)
        }
      }
      await wait(2000)
      over.abort()
      await Promise.all(writing)
      await wait(1000)
      for (const [client, texts] of taken) {
        assert.deepEqual(client.unread().toSorted(), texts.toSorted(), client.connectionId)
      }
      const codes = new Set(clients.flatMap(({ closes }) => closes))
      assert.deepEqual([...codes], [1001])
      const unexpected = [...statuses.keys()].filter((status) => ![200, 410].includes(status))
      assert.deepEqual(unexpected, [], JSON.stringify([...statuses]))
      for (const each of clients) each.current().end()
    })
  },
)
