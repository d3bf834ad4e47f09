import type { RequestListener, Server, ServerOptions } from 'node:http'
import { createServer } from 'node:https'
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls'
import type { Certificates, KeyedCertificate } from '../ports/certificates.ts'
import type { Log } from '../ports/log.ts'
import { connectionLimits, parserOptions } from './limits.ts'
import { ListenError } from './listen-error.ts'

export interface TlsIdentity {
  readonly certificates: Certificates
  /** The certificate for clients that name no server. */
  readonly defaultName: string
  readonly log: Log
}

const certificateCheckMilliseconds = 10_000

// TLS 1.3, and of TLS 1.2 what has forward secrecy and authenticated encryption (contract COM-01).
const tlsOptions = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
  handshakeTimeout: connectionLimits.handshakeMilliseconds,
} as const satisfies SecureContextOptions & { handshakeTimeout: number }

/** An HTTPS server that picks the certificate by server name and takes up renewed ones while it runs. */
export async function createTlsServer(
  { certificates, defaultName, log }: TlsIdentity,
  onRequest: RequestListener,
  options: Readonly<ServerOptions> = parserOptions,
): Promise<Server> {
  const contexts = new WeakMap<KeyedCertificate, SecureContext>()
  let current = await requireDefault()
  const server = createServer(
    {
      ...options,
      ...tlsOptions,
      key: current.privateKey,
      cert: current.certificate,
      ALPNProtocols: ['http/1.1'],
      // A throw in here would end the process (CVE-2026-21637).
      SNICallback: (name, callback) =>
        void contextFor(name).then(
          (context) => callback(null, context),
          (error: unknown) => {
            log.error({ error, name }, 'no TLS certificate')
            callback(new Error('no certificate'))
          },
        ),
    },
    onRequest,
  )
  const timer = setInterval(() => void renewDefault(), certificateCheckMilliseconds).unref()
  server.on('close', () => clearInterval(timer))
  return server

  async function contextFor(name: string): Promise<SecureContext> {
    const pair = await certificates.forServerName(name)
    if (!pair) throw new Error('no certificate for this name')
    const known = contexts.get(pair)
    if (known) return known
    const context = createSecureContext({ ...tlsOptions, key: pair.privateKey, cert: pair.certificate })
    contexts.set(pair, context)
    return context
  }

  async function requireDefault(): Promise<KeyedCertificate> {
    const pair = await certificates.forServerName(defaultName)
    if (!pair) throw new ListenError(`There is no TLS certificate for ${defaultName}.`)
    return pair
  }

  async function renewDefault(): Promise<void> {
    try {
      const pair = await requireDefault()
      if (pair === current) return
      server.setSecureContext({ ...tlsOptions, key: pair.privateKey, cert: pair.certificate })
      current = pair
    } catch (error) {
      log.error({ error }, 'the default TLS certificate cannot be renewed')
    }
  }
}
