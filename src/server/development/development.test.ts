import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { createMemoryInbox } from '../../adapters/inbox/memory-inbox.ts'
import { createDevelopmentClock } from '../../adapters/system/clock.ts'
import { systemRandom } from '../../adapters/system/random.ts'
import type { OutboundMessage } from '../../domain/messages/message.ts'
import { createDevelopmentHandler } from './development.ts'

const noon = new Date('2026-11-23T12:00:00Z')

function message(overrides: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: 'm1',
    poolId: 'us-east-1_A',
    channel: 'EMAIL',
    to: 'ada@example.com',
    subject: 'Your verification code',
    text: 'Your code is 123456',
    html: undefined,
    code: '123456',
    createdAt: noon,
    ...overrides,
  }
}

async function start(t: TestContext, { isLoopback = true }: { isLoopback?: boolean } = {}) {
  const clock = createDevelopmentClock({ now: () => noon })
  const inbox = createMemoryInbox({ clock })
  const resets: string[] = []
  const handler = createDevelopmentHandler({
    inbox,
    clock,
    reset: async () => void resets.push('reset'),
    region: 'us-east-1',
    baseHost: 'localhost',
    random: systemRandom,
    preview: async ({ path }) => ({ status: 200, headers: {}, body: path }),
  })
  const server = createServer((request, response) => {
    const client = { sourceIp: '127.0.0.1', isSecure: true, isLoopback, forwardedHost: undefined }
    const exchange = { request, response, client, host: 'localhost', requestId: 'r1' }
    Promise.resolve(handler(exchange, { kind: 'development', url: request.url ?? '' })).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(base + path, init)
  return { ask, inbox, clock, resets }
}

describe('inbox as JSON', () => {
  test('lists whole messages, newest first, with every member present', async (t) => {
    const { ask, inbox } = await start(t)
    inbox.capture(message())
    inbox.capture(
      message({ id: 'm2', channel: 'SMS', to: '+15550100', subject: undefined, html: undefined, code: undefined }),
    )
    const answer = await ask('/_sallyport/inbox')
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.deepEqual(await answer.json(), [
      {
        to: '+15550100',
        channel: 'SMS',
        subject: null,
        text: 'Your code is 123456',
        html: null,
        code: null,
        sentAt: noon.toISOString(),
      },
      {
        to: 'ada@example.com',
        channel: 'EMAIL',
        subject: 'Your verification code',
        text: 'Your code is 123456',
        html: null,
        code: '123456',
        sentAt: noon.toISOString(),
      },
    ])
  })

  for (const query of ['to=%2B15550100', 'to=+15550100']) {
    test(`filters by ${query}`, async (t) => {
      const { ask, inbox } = await start(t)
      inbox.capture(message())
      inbox.capture(message({ to: '+15550100', code: '9' }))
      const found = (await (await ask(`/_sallyport/inbox?${query}`)).json()) as { code: string }[]
      assert.deepEqual(
        found.map(({ code }) => code),
        ['9'],
      )
    })
  }

  test('sends a browser to the page, with what it asked for', async (t) => {
    const { ask } = await start(t)
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
    const init = { headers: { accept, host: 'localhost:9443' }, redirect: 'manual' } as const
    const all = await ask('/_sallyport/inbox', init)
    const port = new URL(all.url).port
    assert.deepEqual([all.status, all.headers.get('vary')], [303, 'Accept'])
    assert.equal(all.headers.get('location'), `https://console.localhost:${port}/inbox`)
    const some = await ask('/_sallyport/inbox?to=ada%2Bx%40example.com', init)
    assert.equal(some.headers.get('location'), `https://console.localhost:${port}/inbox?to=ada%2Bx%40example.com`)
  })

  test('is emptied by DELETE', async (t) => {
    const { ask, inbox } = await start(t)
    inbox.capture(message())
    assert.equal((await ask('/_sallyport/inbox', { method: 'DELETE' })).status, 204)
    assert.deepEqual(inbox.list(), [])
  })

  test('answers tests that read SES emulators: mails only, oldest first, by recipient or sender', async (t) => {
    const { ask, inbox } = await start(t)
    inbox.capture(message())
    inbox.capture(message({ id: 'm2', to: 'grace@example.com', html: '<b>123456</b>' }))
    inbox.capture(message({ id: 'm3', channel: 'SMS', to: '+15550100' }))
    const all = (await (await ask('/_aws/ses')).json()) as { messages: { Id: string }[] }
    assert.deepEqual(
      all.messages.map(({ Id }) => Id),
      ['m1', 'm2'],
    )
    const bySender = (await (await ask('/_aws/ses?email=no-reply@verificationemail.com')).json()) as typeof all
    assert.equal(bySender.messages.length, 2)
    assert.deepEqual(await (await ask('/_aws/ses?email=grace@example.com')).json(), {
      messages: [
        {
          Id: 'm2',
          Region: 'us-east-1',
          Destination: { ToAddresses: ['grace@example.com'] },
          Source: 'no-reply@verificationemail.com',
          Subject: 'Your verification code',
          Body: { text_part: 'Your code is 123456', html_part: '<b>123456</b>' },
          Timestamp: '2026-11-23T12:00:00',
        },
      ],
    })
  })
})

describe('clock and reset', () => {
  test('the clock moves forward by what is asked', async (t) => {
    const { ask, clock } = await start(t)
    const answer = await ask('/_sallyport/clock', { method: 'POST', body: '{"advanceSeconds":3600}' })
    assert.deepEqual(await answer.json(), { now: '2026-11-23T13:00:00.000Z' })
    assert.equal(clock.now().toISOString(), '2026-11-23T13:00:00.000Z')
    assert.deepEqual(await (await ask('/_sallyport/clock')).json(), { now: '2026-11-23T13:00:00.000Z' })
  })

  for (const body of [
    '',
    '{}',
    '{"advanceSeconds":-1}',
    '{"advanceSeconds":"60"}',
    '{"advanceSeconds":1e300}',
    '{"advanceSeconds":1,"x":2}',
    '[1]',
    '{',
  ]) {
    test(`the clock refuses ${body || 'nothing'}`, async (t) => {
      const { ask, clock } = await start(t)
      assert.equal((await ask('/_sallyport/clock', { method: 'POST', body })).status, 400)
      assert.deepEqual(clock.now(), noon)
    })
  }

  test('reset is done before it is answered', async (t) => {
    const { ask, resets } = await start(t)
    assert.equal((await ask('/_sallyport/reset', { method: 'POST' })).status, 204)
    assert.deepEqual(resets, ['reset'])
    assert.equal((await ask('/_sallyport/reset')).status, 404, 'a link cannot do it')
  })
})

describe('who may use development endpoints', () => {
  test('nobody on another machine', async (t) => {
    const { ask, resets } = await start(t, { isLoopback: false })
    for (const path of ['/_sallyport/inbox', '/inbox', '/_aws/ses', '/_sallyport/clock']) {
      assert.equal((await ask(path)).status, 403, path)
    }
    assert.equal((await ask('/_sallyport/reset', { method: 'POST' })).status, 403)
    assert.deepEqual(resets, [])
  })

  const origins: readonly [origin: string, status: number][] = [
    ['https://localhost:9443', 204],
    ['http://localhost:3000', 204],
    ['https://evil.example', 403],
    ['https://localhost.evil.example', 403],
    ['null', 403],
    ['https://app.localhost', 403],
  ]
  for (const [origin, status] of origins) {
    test(`a page of ${origin} gets ${status} for a reset`, async (t) => {
      const { ask, resets } = await start(t)
      assert.equal((await ask('/_sallyport/reset', { method: 'POST', headers: { origin } })).status, status)
      assert.equal(resets.length, status === 204 ? 1 : 0)
    })
  }
})

describe('inbox page', () => {
  const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>'

  test('escapes everything that a message holds', async (t) => {
    const { ask, inbox } = await start(t)
    inbox.capture(
      message({
        id: hostile,
        to: hostile,
        subject: hostile,
        text: `${hostile} https://a.example/"onmouseover=x`,
        code: hostile,
      }),
    )
    const answer = await ask(`/inbox?to=${encodeURIComponent(hostile)}`)
    const html = await answer.text()
    assert.doesNotMatch(html, /<script>alert|<img src=x|"onmouseover/)
    assert.match(html, /&lt;script&gt;alert\(1\)/)
    assert.equal(html.match(/<script/g)?.length, 1)
  })

  test('runs only what carries its nonce, which is new each time', async (t) => {
    const { ask } = await start(t)
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const answer = await ask('/inbox')
        const [, nonce] = /script-src 'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '') ?? []
        assert.ok((await answer.text()).includes(`<script nonce="${nonce}">`))
        return nonce
      }),
    )
    assert.notEqual(nonces[0], nonces[1])
  })

  test('links confirmation links', async (t) => {
    const { ask, inbox } = await start(t)
    inbox.capture(message({ text: 'Click https://localhost:9443/confirm?a=b&c=d now' }))
    assert.match(
      await (await ask('/inbox')).text(),
      /Click <a href="https:\/\/localhost:9443\/confirm\?a=b&amp;c=d" target="_blank" rel="noopener noreferrer">/,
    )
  })

  test('says what to do when there is nothing', async (t) => {
    const { ask } = await start(t)
    assert.match(await (await ask('/inbox')).text(), /Sign up in the app, and the code appears here\./)
  })

  test('a mail is shown in a frame that runs nothing and loads nothing', async (t) => {
    const { ask, inbox } = await start(t)
    inbox.capture(message({ id: 'a/b', html: `<p>${hostile}</p>` }))
    assert.match(await (await ask('/inbox')).text(), /<iframe sandbox data-src="\/inbox\/mail\/a%2Fb"/)
    const mail = await ask('/inbox/mail/a%2Fb')
    assert.equal(await mail.text(), `<p>${hostile}</p>`)
    assert.match(mail.headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none';/)
    assert.equal((await ask('/inbox/mail/none')).status, 404)
    assert.equal((await ask('/inbox/mail/%ff')).status, 404)
  })
})
