import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileSink } from './file-sink.ts'
import { httpSink } from './http-sink.ts'

describe('a file as a log sink', () => {
  test('gets a line a record, after what is in it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-logs-'))
    try {
      const path = join(folder, 'activity.jsonl')
      await fileSink(path).write(['{"a":1}', '{"a":2}'])
      await fileSink(path).write(['{"a":3}'])
      assert.equal(await readFile(path, 'utf8'), '{"a":1}\n{"a":2}\n{"a":3}\n')
      assert.equal((await stat(path)).mode & 0o777, 0o600)
      await assert.rejects(fileSink(join(folder, 'none', 'x')).write(['{}']))
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('an endpoint as a log sink', () => {
  test('gets the lines, and must take them itself', async () => {
    const seen: string[] = []
    const statuses = [200, 302, 503]
    const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      seen.push(`${request.method} ${request.headers['content-type']} ${body}`)
      response.writeHead(statuses[seen.length - 1] ?? 500, { location: '/elsewhere' }).end()
    }
    const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    try {
      const { port } = server.address() as AddressInfo
      const sink = httpSink(`http://127.0.0.1:${port}/in`)
      await sink.write(['{"a":1}', '{"a":2}'])
      assert.deepEqual(seen, ['POST application/x-ndjson {"a":1}\n{"a":2}\n'])
      await assert.rejects(sink.write(['{}']))
      await assert.rejects(sink.write(['{}']), /the endpoint answered 503/)
    } finally {
      server.closeAllConnections()
      server.close()
    }
    await assert.rejects(httpSink('http://127.0.0.1:1/').write(['{}']))
  })
})
