import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'

import { handleReading } from './reading-service.ts'

const server = createServer((request, response) => void handleReading(request, response))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
after(() => server.close())
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

async function post(body: string, headers: Record<string, string> = { 'x-notes-user': 'ada' }) {
  const response = await fetch(`${origin}/reading-time`, { method: 'POST', body, headers })
  return { status: response.status, value: await response.json() }
}

describe('the reading service', () => {
  test('counts words and minutes for whom the gateway names', async () => {
    const text = 'two words '.repeat(220)
    assert.deepEqual(await post(JSON.stringify({ text })), {
      status: 200,
      value: { user: 'ada', characters: 2200, words: 440, minutes: 2 },
    })
  })

  test('answers nobody who did not come through the gateway', async () => {
    assert.deepEqual(await post('{"text":"x"}', {}), { status: 401, value: { message: 'Come through the gateway.' } })
  })

  for (const body of ['', 'null', '{"text":1}', '{', JSON.stringify({ text: 'x'.repeat(65_536) })]) {
    test(`refuses ${body.slice(0, 20)}`, async () => {
      assert.equal((await post(body)).status, 400)
    })
  }

  test('says that it is well, and nothing else without being asked', async () => {
    assert.equal((await fetch(`${origin}/health`)).status, 200)
    assert.equal((await fetch(`${origin}/reading-time`)).status, 404)
  })
})
