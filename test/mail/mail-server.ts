import { generateKeyPairSync } from 'node:crypto'
import { SMTPServer, type SMTPServerAddress, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import { serverExtensions, signCertificate } from '../../src/crypto/certificates/x509.ts'

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** Header lines and body, as they came. */
  readonly source: string
  readonly user: string | undefined
  readonly isEncrypted: boolean
}

export interface MailServerBehaviour {
  readonly security?: 'tls' | 'starttls' | 'none'
  readonly login?: { readonly user: string; readonly password: string }
  /** A status to refuse with, or undefined to go on. */
  readonly onRecipient?: (address: string) => number | undefined
  readonly onMail?: (source: string) => number | undefined | Promise<number | undefined>
}

export interface MailServer extends AsyncDisposable {
  readonly port: number
  readonly received: readonly ReceivedMail[]
  /** How many connections were open at once, at most. */
  readonly mostConnections: () => number
  readonly certificate: string
}

export async function startMailServer(behaviour: MailServerBehaviour = {}): Promise<MailServer> {
  const { security = 'none', login, onRecipient, onMail } = behaviour
  const received: ReceivedMail[] = []
  const open = { now: 0, most: 0 }
  const { certificate, privateKey } = mailServerCertificate()
  const options: SMTPServerOptions = {
    secure: security === 'tls',
    disabledCommands: [...(security === 'none' ? ['STARTTLS'] : []), ...(login ? [] : ['AUTH'])],
    cert: certificate,
    key: privateKey,
    authOptional: login === undefined,
    allowInsecureAuth: security === 'none',
    closeTimeout: 100,
    onConnect(_session, done) {
      open.now += 1
      open.most = Math.max(open.most, open.now)
      done()
    },
    onClose: () => void (open.now -= 1),
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) return done(null, { user: username })
      done(refusal(535))
    },
    onRcptTo({ address }, _session, done) {
      const status = onRecipient?.(address)
      done(status === undefined ? null : refusal(status))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString()
        void Promise.resolve(onMail?.(source)).then((status) => {
          if (status !== undefined) return done(refusal(status))
          received.push(mailOf(session, source))
          return done()
        })
      })
    },
  }
  const server = new SMTPServer(options)
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port')
  return {
    port: address.port,
    received,
    mostConnections: () => open.most,
    certificate,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function mailOf(session: SMTPServerSession, source: string): ReceivedMail {
  const { mailFrom, rcptTo } = session.envelope
  const to = rcptTo.map(({ address }: SMTPServerAddress) => address)
  const from = mailFrom === false ? '' : mailFrom.address
  return { from, to, source, user: session.user, isEncrypted: session.secure }
}

/** The server's words repeat what must not reach a log. */
function refusal(status: number): Error {
  return Object.assign(new Error('refused 123456 for ada@example.com'), { responseCode: status })
}

/** One that signs itself, for `localhost` and the loopback addresses. */
export function mailServerCertificate(name = 'localhost'): {
  readonly certificate: string
  readonly privateKey: string
} {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const day = 24 * 60 * 60 * 1000
  const certificate = signCertificate(
    {
      serialNumber: Uint8Array.of(1),
      issuer: name,
      subject: name,
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + day),
      publicKey,
      extensions: serverExtensions({ key: publicKey, issuerKey: publicKey, names: [name], withLoopback: true }),
    },
    privateKey,
  )
  return { certificate, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) }
}
