import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testPorts } from '../../../testing/test-ports.ts'
import { fetchShared } from './shared-fetch.ts'

async function given(answer: () => Response = () => Response.json({})) {
  let asked = 0
  const ports = await testPorts({
    outboundFetch: async () => {
      asked += 1
      return answer()
    },
  })
  return { ports, asked: () => asked }
}

const url = 'https://idp.example/keys'

describe('fetchShared', () => {
  test('asks once for all who come while the answer is under way, and again for the next', async () => {
    const { ports, asked } = await given()
    await Promise.all([fetchShared(ports, url, 0), fetchShared(ports, url, 0), fetchShared(ports, url, 0)])
    assert.equal(asked(), 1)
    await fetchShared(ports, url, 0)
    assert.equal(asked(), 2)
  })

  test('keeps an answer as long as it is told to', async () => {
    const { ports, asked } = await given()
    await fetchShared(ports, url, 600)
    ports.clock.advanceSeconds(599)
    await fetchShared(ports, url, 600)
    assert.equal(asked(), 1)
    ports.clock.advanceSeconds(1)
    await fetchShared(ports, url, 600)
    assert.equal(asked(), 2)
  })

  test('keeps no failure', async () => {
    const answers = [new Response('', { status: 500 }), Response.json({ keys: [] })]
    const { ports } = await given(() => answers.shift() ?? assert.fail())
    await assert.rejects(fetchShared(ports, url, 600), /the answer is 500/)
    assert.deepEqual(await fetchShared(ports, url, 600), { keys: [] })
  })
})
