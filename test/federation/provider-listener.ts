import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import { systemClock } from '../../src/adapters/system/clock.ts'
import { openLocalCertificateAuthority } from '../../src/adapters/system/local-certificate-authority.ts'
import { systemRandom } from '../../src/adapters/system/random.ts'

/** An OpenID provider of another maker, at `https://localhost:<port>`. */
export interface ListeningProvider extends AsyncDisposable {
  readonly issuer: string
  /** What it says of everybody, beside their `sub`. */
  claims: Readonly<Record<string, unknown>>
}

/** What a provider knows of the pool. */
export interface ProviderClient {
  readonly id: string
  readonly secret: string
  readonly redirectUri: string
}

export interface Listening extends AsyncDisposable {
  readonly server: Server
  readonly issuer: string
}

/** `authority` is the folder of the certificate authority that signs the certificate. */
export async function listenAsProvider(authority: string): Promise<Listening> {
  const certificates = await openLocalCertificateAuthority({
    folder: authority,
    clock: systemClock,
    random: systemRandom,
  })
  const pair = await certificates.forServerName('localhost')
  if (pair === undefined) throw new Error('the authority signs for localhost')
  const server = createServer({ key: pair.privateKey, cert: pair.certificate })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    server,
    issuer: `https://localhost:${typeof address === 'object' ? address?.port : ''}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
