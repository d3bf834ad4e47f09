import type { RequestListener, Server, ServerOptions } from 'node:http'
import { createServer } from 'node:https'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { Certificates, KeyedCertificate } from '../../ports/certificates.ts'
import type { Log } from '../../ports/log.ts'
import { parserOptions } from '../limits.ts'
import { ListenError } from './listen-error.ts'
import { divideConnections } from './mutual-tls/divide-connections.ts'
import { createMutualTlsServer } from './mutual-tls/mutual-tls-server.ts'
import { tlsOptions } from './tls-options.ts'

export interface TlsIdentity {
  readonly certificates: Certificates
  /** The certificate for clients that name no server. */
  readonly defaultName: string
  readonly mutualTls?: MutualTlsNames | undefined
  readonly log: Log
}

/** Names whose clients must show a certificate. They may change while the server runs. */
export interface MutualTlsNames {
  /** PEM of the authorities that clients of this name may come from; undefined where they need no certificate. */
  readonly truststoreOf: (name: string) => string | undefined
  /** Whether there is any such name. */
  readonly isNeeded: () => boolean
}

const certificateCheckMilliseconds = 10_000

/**
 * An HTTPS server that picks the certificate by server name and takes up renewed ones while it runs, and the one behind it
 * where some names ask clients for theirs.
 */
export async function createTlsServer(
  { certificates, defaultName, log, mutualTls }: TlsIdentity,
  onRequest: RequestListener,
  options: Readonly<ServerOptions> = parserOptions,
): Promise<readonly [Server, ...Server[]]> {
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
  if (mutualTls === undefined) return [server]
  const { isNeeded, truststoreOf } = mutualTls
  const mutual = createMutualTlsServer(
    { truststoreOf, certificateFor: requirePair, tls: tlsOptions, log },
    options,
    onRequest,
  )
  divideConnections({ main: server, mutual, isNeeded, isMutual: (name) => truststoreOf(name) !== undefined })
  return [server, mutual]

  async function contextFor(name: string): Promise<SecureContext> {
    const pair = await requirePair(name)
    const known = contexts.get(pair)
    if (known) return known
    const context = createSecureContext({ ...tlsOptions, key: pair.privateKey, cert: pair.certificate })
    contexts.set(pair, context)
    return context
  }

  async function requirePair(name: string): Promise<KeyedCertificate> {
    const pair = await certificates.forServerName(name)
    if (!pair) throw new Error('no certificate for this name')
    return pair
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
