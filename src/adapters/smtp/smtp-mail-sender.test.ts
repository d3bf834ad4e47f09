import assert from 'node:assert/strict'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import { mailServerCertificate, startMailServer, type MailServerBehaviour } from '../../../test/mail/mail-server.ts'
import type { Mail } from '../../domain/messages/message.ts'
import { createSmtpMailSender, type SmtpOptions } from './smtp-mail-sender.ts'

const mail: Mail = {
  id: 'message-1',
  to: 'ada@example.com',
  subject: 'Your verification code',
  text: 'Your code is 123456',
  html: '<p>Your code is <b>123456</b></p>',
  createdAt: new Date('2026-11-30T12:00:00Z'),
  from: undefined,
  replyTo: undefined,
  configurationSet: undefined,
}

function optionsFor(port: number, overrides: Partial<SmtpOptions> = {}): SmtpOptions {
  return {
    host: '127.0.0.1',
    port,
    security: 'none',
    credentials: undefined,
    certificateAuthorities: undefined,
    from: { name: 'Example', address: 'no-reply@example.com' },
    bounceAddress: undefined,
    clientName: 'id.example.com',
    ...overrides,
  }
}

async function sendTo(behaviour: MailServerBehaviour, overrides: Partial<SmtpOptions> = {}, what: Partial<Mail> = {}) {
  await using server = await startMailServer(behaviour)
  await using sender = createSmtpMailSender(optionsFor(server.port, overrides))
  const result = await sender.sendMail({ ...mail, ...what })
  return { result, received: [...server.received] }
}

/** Header fields, folded lines put together. */
function headersOf(source: string): Map<string, string[]> {
  const [head = ''] = source.split('\r\n\r\n')
  const fields = new Map<string, string[]>()
  for (const line of head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [name = '', ...value] = line.split(':')
    fields.set(name.toLowerCase(), [...(fields.get(name.toLowerCase()) ?? []), value.join(':').trim()])
  }
  return fields
}

describe('mail by SMTP', () => {
  test('says who it is from and to, that a program wrote it, and which message it is, in text and HTML', async () => {
    const { result, received } = await sendTo({})
    assert.deepEqual(result, { kind: 'sent' })
    const [one] = received
    assert.ok(one && received.length === 1)
    assert.deepEqual([one.from, one.to, one.isEncrypted], ['no-reply@example.com', ['ada@example.com'], false])
    const { 'content-type': [type = ''] = [], ...headers } = Object.fromEntries(headersOf(one.source))
    assert.match(type, /^multipart\/alternative/)
    assert.deepEqual(headers, {
      from: ['Example <no-reply@example.com>'],
      to: ['ada@example.com'],
      subject: ['Your verification code'],
      date: ['Mon, 30 Nov 2026 12:00:00 +0000'],
      'message-id': ['<message-1@example.com>'],
      'mime-version': ['1.0'],
      'auto-submitted': ['auto-generated'],
      'x-auto-response-suppress': ['All'],
    })
    assert.match(one.source, /text\/plain[^]*Your code is 123456[^]*text\/html[^]*<b>123456<\/b>/)
  })

  test("comes from the pool's own address, with its Reply-To, and bounces where they are wanted", async () => {
    const own = { from: 'Pool <hello@pool.example>', replyTo: 'help@pool.example', configurationSet: 'set' }
    const { received } = await sendTo({}, { bounceAddress: 'bounces@example.com' }, own)
    const headers = headersOf(received[0]?.source ?? '')
    assert.deepEqual(headers.get('from'), ['Pool <hello@pool.example>'])
    assert.deepEqual(headers.get('reply-to'), ['help@pool.example'])
    assert.deepEqual(headers.get('message-id'), ['<message-1@pool.example>'])
    assert.equal(headers.has('x-ses-configuration-set'), false, 'only SES understands it')
    assert.equal(received[0]?.from, 'bounces@example.com')
  })

  test('a second sending has the same Message-ID', async () => {
    await using server = await startMailServer()
    await using sender = createSmtpMailSender(optionsFor(server.port))
    await sender.sendMail(mail)
    await sender.sendMail(mail)
    const ids = server.received.map(({ source }) => headersOf(source).get('message-id'))
    assert.deepEqual(ids, [['<message-1@example.com>'], ['<message-1@example.com>']])
  })
})

describe('mail by SMTP, encrypted', () => {
  for (const security of ['tls', 'starttls'] as const) {
    test(`by ${security}, signed in`, async () => {
      const login = { user: 'sallyport', password: 'correct horse' }
      await using server = await startMailServer({ security, login })
      await using sender = createSmtpMailSender(
        optionsFor(server.port, {
          host: 'localhost',
          security,
          credentials: login,
          certificateAuthorities: server.certificate,
        }),
      )
      assert.deepEqual(await sender.sendMail(mail), { kind: 'sent' })
      const [one] = server.received
      assert.deepEqual([one?.user, one?.isEncrypted], ['sallyport', true])
    })
  }

  test('refuses a server that offers no STARTTLS, and tells it nothing', async () => {
    const { result, received } = await sendTo({ security: 'none' }, { security: 'starttls', host: 'localhost' })
    assert.equal(result.kind, 'unreachable')
    assert.deepEqual(received, [])
  })

  for (const [what, certificate] of [
    ['that nobody vouches for', undefined],
    ['of another authority', mailServerCertificate().certificate],
  ] as const) {
    test(`refuses a certificate ${what}`, async () => {
      const overrides = { security: 'tls', host: 'localhost', certificateAuthorities: certificate } as const
      const { result, received } = await sendTo({ security: 'tls' }, overrides)
      assert.equal(result.kind, 'unreachable')
      assert.deepEqual(received, [])
    })
  }

  test('refuses a certificate for another name', async () => {
    await using server = await startMailServer({ security: 'tls' })
    const { certificate } = mailServerCertificate('elsewhere.example')
    await using sender = createSmtpMailSender(
      optionsFor(server.port, { security: 'tls', host: 'localhost', certificateAuthorities: certificate }),
    )
    assert.equal((await sender.sendMail(mail)).kind, 'unreachable')
  })

  test('a wrong password is nothing about the mail, and reaches no reason', async () => {
    const login = { user: 'sallyport', password: 'right' }
    const credentials = { user: 'sallyport', password: 'wrong-canary' }
    const { result } = await sendTo({ login }, { credentials })
    assert.deepEqual(result, { kind: 'unreachable', reason: 'SMTP 535 at AUTH PLAIN' })
  })
})

describe('mail by SMTP that is refused', () => {
  for (const [status, permanent] of [
    [450, false],
    [452, false],
    [550, true],
    [553, true],
  ] as const) {
    test(`${status} at the recipient is ${permanent ? 'for good' : 'for now'}`, async () => {
      const { result } = await sendTo({ onRecipient: () => status })
      assert.deepEqual(result, { kind: 'failed', reason: `SMTP ${status} at RCPT TO`, permanent })
    })

    test(`${status} after the mail is ${permanent ? 'for good' : 'for now'}`, async () => {
      const { result } = await sendTo({ onMail: () => status })
      assert.deepEqual(result, { kind: 'failed', reason: `SMTP ${status} at DATA`, permanent })
    })
  }

  for (const status of [421, 530]) {
    test(`${status} is about us`, async () => {
      const { result } = await sendTo({ onRecipient: () => status })
      assert.equal(result.kind, 'unreachable')
    })
  }

  test('a refused mail leaves the connection fit for the next', async () => {
    await using server = await startMailServer({ onRecipient: (to) => (to === 'gone@example.com' ? 550 : undefined) })
    await using sender = createSmtpMailSender(optionsFor(server.port))
    assert.equal((await sender.sendMail({ ...mail, to: 'gone@example.com' })).kind, 'failed')
    assert.equal((await sender.sendMail(mail)).kind, 'sent')
    assert.deepEqual(
      server.received.map(({ to }) => to),
      [['ada@example.com']],
    )
  })
})

function late(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), 100))
}

describe('a mail server in trouble', () => {
  const timeouts = { connect: 2000, silence: 200, whole: 400 }

  test('that is not there is unreachable', async () => {
    await using sender = createSmtpMailSender(optionsFor(1))
    assert.equal((await sender.sendMail(mail)).kind, 'unreachable')
  })

  for (const [what, onSocket] of Object.entries<(socket: Socket) => void>({
    'closes the connection at once': (socket) => socket.destroy(),
    'says nothing': () => {},
    'speaks something else': (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'closes the connection in the middle': (socket) => {
      socket.write('220 hello\r\n')
      socket.on('data', (data) => {
        if (data.toString().startsWith('MAIL')) socket.destroy()
        else socket.write('250 yes\r\n')
      })
    },
    'dribbles for ever': (socket) => {
      const timer = setInterval(() => socket.write('220-wait\r\n'), 50)
      socket.on('close', () => clearInterval(timer))
    },
  })) {
    test(`that ${what} is unreachable, within the time that is allowed`, async () => {
      const sockets = new Set<Socket>()
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.on('error', () => {})
        onSocket(socket)
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const sender = createSmtpMailSender(optionsFor(port, { timeouts }))
      assert.equal((await sender.sendMail(mail)).kind, 'unreachable')
      await sender[Symbol.asyncDispose]()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    })
  }

  test('that is slow delays no other: a thousand mails take a few connections', async () => {
    await using server = await startMailServer({
      onMail: (source) => (source.includes('slow') ? late() : undefined),
    })
    const ample = { connect: 600_000, silence: 600_000, whole: 600_000 }
    await using sender = createSmtpMailSender(optionsFor(server.port, { mostConnections: 5, timeouts: ample }))
    const results = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        sender.sendMail({ ...mail, id: `m${index}`, subject: index === 0 ? 'slow' : 'fast' }),
      ),
    )
    assert.ok(results.every(({ kind }) => kind === 'sent'))
    assert.equal(server.received.length, 1000)
    assert.ok(server.mostConnections() <= 5, `${server.mostConnections()} connections`)
  })
})

describe('values that want to be headers or recipients', () => {
  const recipients = [
    'ada@example.com, eve@example.com',
    'ada@example.com,eve@example.com',
    'ada@example.com;eve@example.com',
    'ada@example.com\r\nBcc: eve@example.com',
    'ada@example.com\nRCPT TO:<eve@example.com>',
    'ada@example.com\r\nRCPT TO:<eve@example.com>',
    '<eve@example.com>ada@example.com',
    'ada@example.com> SIZE=1\r\nDATA\r\n',
    'group: ada@example.com, eve@example.com;',
    '"eve@example.com" <ada@example.com>',
    '"eve@evil.example x"@example.com',
    'ada@example.com (eve@example.com)',
    'eve@evil.example@example.com',
    'ada@example.com\u0000',
    'ada@example.com\u2028Bcc: eve@example.com',
    'ada@[127.0.0.1]',
    'ada',
    '',
  ]
  for (const to of recipients) {
    test(`${JSON.stringify(to)} is nobody`, async () => {
      const { result, received } = await sendTo({}, {}, { to })
      assert.deepEqual(result, { kind: 'failed', reason: 'the recipient is not an address', permanent: true })
      assert.deepEqual(received, [])
    })
  }

  const lines = [
    'Hello\r\nBcc: eve@example.com',
    'Hello\nBcc: eve@example.com',
    'Hello\rBcc: eve@example.com',
    'Hello\r\n\r\nBcc: eve@example.com',
    'Hello\u0085Bcc: eve@example.com',
    'Hello\u2028Bcc: eve@example.com',
    '=?UTF-8?Q?Hello=0D=0ABcc:_eve@example.com?=',
    'Hello\u0000\r\nBcc: eve@example.com',
    `${'x'.repeat(1200)}\r\nBcc: eve@example.com`,
  ]
  for (const subject of lines) {
    test(`the subject ${JSON.stringify(subject).slice(0, 60)} stays one`, async () => {
      const { result, received } = await sendTo({}, {}, { subject })
      assert.equal(result.kind, 'sent')
      const headers = headersOf(received[0]?.source ?? '')
      assert.deepEqual(received[0]?.to, ['ada@example.com'])
      assert.equal(headers.has('bcc'), false)
      assert.equal(headers.get('subject')?.length, 1)
    })
  }

  for (const value of ['Name\r\nBcc: eve@example.com <a@example.com>', 'a@example.com, eve@example.com', 'nobody']) {
    test(`${JSON.stringify(value)} is no From and no Reply-To`, async () => {
      for (const what of [{ from: value }, { replyTo: value }]) {
        const { result, received } = await sendTo({}, {}, what)
        assert.ok(result.kind === 'failed' && result.permanent)
        assert.deepEqual(received, [])
      }
    })
  }

  test('a body with a lone dot, or with commands, is a body', async () => {
    const text = 'one\r\n.\r\nMAIL FROM:<eve@example.com>\r\n..\r\nend'
    const { result, received } = await sendTo({}, {}, { text, html: undefined })
    assert.equal(result.kind, 'sent')
    assert.equal(received.length, 1)
    assert.ok(received[0]?.source.includes('\r\nend'))
  })
})
