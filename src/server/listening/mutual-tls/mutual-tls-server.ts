import { constants, X509Certificate } from 'node:crypto'
import type { RequestListener, Server, ServerOptions } from 'node:http'
import { createServer } from 'node:https'
import { createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'
import type { KeyedCertificate } from '../../../ports/certificates.ts'
import type { Log } from '../../../ports/log.ts'
import type { tlsOptions } from '../tls-options.ts'

/** API Gateway's own: the client's certificate, the root, and two between. */
const longestChain = 4
/** Read ones that are kept; each change of a truststore is another. */
const mostTruststores = 64
// A session of another name, or of a truststore that has changed, must not stand for a certificate.
const secureOptions = constants.SSL_OP_NO_TICKET

export interface MutualTls {
  /** PEM of the authorities that clients of this name may come from. */
  readonly truststoreOf: (name: string) => string | undefined
  readonly certificateFor: (name: string) => Promise<KeyedCertificate>
  readonly tls: typeof tlsOptions
  readonly log: Log
}

/** A server that never listens: it is handed connections whose clients must show a certificate. */
export function createMutualTlsServer(
  { certificateFor, log, tls, truststoreOf }: MutualTls,
  options: Readonly<ServerOptions>,
  onRequest: RequestListener,
): Server {
  const contexts = new WeakMap<KeyedCertificate, { readonly truststore: string; readonly context: SecureContext }>()
  const authorities = new Map<string, readonly X509Certificate[]>()
  const server = createServer(
    {
      ...options,
      ...tls,
      secureOptions,
      requestCert: true,
      rejectUnauthorized: true,
      // Nobody is trusted where the context of a name were missing.
      ca: [],
      ALPNProtocols: ['http/1.1'],
      // A throw in here would end the process (CVE-2026-21637).
      SNICallback: (name, callback) =>
        void contextFor(name.toLowerCase()).then(
          (context) => callback(null, context),
          (error: unknown) => {
            log.error({ error, name }, 'no TLS certificate')
            callback(new Error('no certificate'))
          },
        ),
    },
    onRequest,
  )
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const client = socket.getPeerX509Certificate()
    const truststore = truststoreOf(nameOf(socket))
    const isShort =
      client !== undefined &&
      truststore !== undefined &&
      chainLength(client, certificatesOf(truststore)) <= longestChain
    if (!isShort) socket.destroy()
  })
  // What a server does when it listens: connections that are too slow are looked for from now on.
  server.emit('listening')
  return server

  function certificatesOf(truststore: string): readonly X509Certificate[] {
    const known = authorities.get(truststore)
    if (known !== undefined) return known
    if (authorities.size >= mostTruststores) authorities.clear()
    const read = certificatesIn(truststore)
    authorities.set(truststore, read)
    return read
  }

  async function contextFor(name: string): Promise<SecureContext> {
    const truststore = truststoreOf(name)
    if (truststore === undefined) throw new Error('no truststore for this name')
    const pair = await certificateFor(name)
    const known = contexts.get(pair)
    if (known?.truststore === truststore) return known.context
    const { certificate, privateKey } = pair
    const context = createSecureContext({ ...tls, secureOptions, key: privateKey, cert: certificate, ca: truststore })
    contexts.set(pair, { truststore, context })
    return context
  }
}

function nameOf(socket: TLSSocket): string {
  return 'servername' in socket && typeof socket.servername === 'string' ? socket.servername.toLowerCase() : ''
}

/** Up to and with the root, which is its own issuer. What the client did not send is in the truststore. */
function chainLength(client: X509Certificate, truststore: readonly X509Certificate[]): number {
  let length = 1
  for (let at = client; !at.checkIssued(at) && length <= longestChain; length += 1) {
    const below = at
    const issuer = below.issuerCertificate ?? truststore.find((authority) => below.checkIssued(authority))
    if (issuer === undefined) return length
    at = issuer
  }
  return length
}

function certificatesIn(pem: string): readonly X509Certificate[] {
  return (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (certificate) => new X509Certificate(certificate),
  )
}
