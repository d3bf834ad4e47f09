import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { importUploadUrl } from '../flows/user-import/upload-url.ts'
import { anImportJob } from '../ports/storage/conformance/user-imports.ts'
import { givenPool } from '../testing/given.ts'
import { testPorts } from '../testing/test-ports.ts'
import { routeByHost } from './host-routing.ts'
import { importUploadHandler } from './import-upload.ts'

async function openUpload() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const job = anImportJob(pool.id, { id: 'import-0123456789', createdAt: ports.clock.now() })
  await ports.storage.commit([{ write: 'createImportJob', job }])
  const handle = importUploadHandler(ports)
  const server = createServer((request, response) => {
    const destination = routeByHost({ baseHost: 'localhost', development: true }, 'localhost', request.url ?? '')
    assert.equal(destination.kind, 'importUpload')
    if (destination.kind !== 'importUpload') return
    const client = { sourceIp: '127.0.0.1', isSecure: true, isLoopback: true, forwardedHost: undefined }
    void handle({ request, response, client, host: 'localhost', requestId: 'request-1' }, destination)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const { pathname, search } = new URL(importUploadUrl(ports, job))
  return {
    ports,
    job,
    url: `http://127.0.0.1:${port}${pathname}${search}`,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

const encryption = { 'x-amz-server-side-encryption': 'aws:kms' }

describe('the URL of an import job', () => {
  test('takes a file in pieces and keeps it', async () => {
    await using on = await openUpload()
    const body = Buffer.alloc(600_000, 'a,')
    const response = await fetch(on.url, { method: 'PUT', body, headers: encryption })
    assert.equal(response.status, 200)
    assert.equal(await response.text(), '')
    const job = await on.ports.storage.userImports.find(on.job.poolId, on.job.id)
    const pieces: Uint8Array[] = []
    for (;;) {
      const name = { poolId: on.job.poolId, jobId: on.job.id, upload: job?.upload ?? '', number: pieces.length }
      const piece = await on.ports.storage.userImports.readChunk(name)
      if (piece === undefined) break
      pieces.push(piece)
    }
    assert.ok(pieces.length > 1)
    assert.ok(Buffer.concat(pieces).equals(body))
  })

  test('refuses another method, another signature, another encryption and another digest', async () => {
    await using on = await openUpload()
    const send = async (url: string, init: RequestInit): Promise<string> => {
      const response = await fetch(url, init)
      return `${response.status} ${await response.text()}`
    }
    const denied = '403 <Error><Code>AccessDenied</Code></Error>'
    assert.equal(await send(on.url, { method: 'GET' }), '405 <Error><Code>MethodNotAllowed</Code></Error>')
    assert.equal(await send(`${on.url}x`, { method: 'PUT', body: 'x' }), denied)
    const headers = { 'x-amz-server-side-encryption': 'AES256' }
    assert.equal(await send(on.url, { method: 'PUT', body: 'x', headers }), denied)
    const digest = { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }
    assert.equal(
      await send(on.url, { method: 'PUT', body: 'x', headers: digest }),
      '400 <Error><Code>BadDigest</Code></Error>',
    )
    assert.equal((await on.ports.storage.userImports.find(on.job.poolId, on.job.id))?.upload, undefined)
  })
})
