import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { DeviceAuthorization } from '../../domain/authorization/device-authorization.ts'
import { newUserCode, writtenUserCode } from '../../domain/authorization/user-code.ts'
import type { Ports } from '../../ports/ports.ts'
import { readAuthorizationParameters } from '../authorization/read-authorization-request.ts'
import type { AuthorizationErrorCode } from '../authorization/redirect-location.ts'
import { addressSubject, countAttempt } from '../throttle.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import { deviceCodeHash, newDeviceCode, userCodeHash } from './device-codes.ts'
import { deviceAuthorizationQuery } from '../authorization/device-pages.ts'

/** Time to find a browser and to sign in there. */
export const deviceCodeSeconds = 900
const intervalSeconds = 5

/** Of 25,600 million user codes, a few thousand are in use: the second try finds a free one. */
const mostTries = 4

export interface DeviceGrantRequest {
  readonly domain: PoolDomain
  /** Authenticated, and allowed this grant. */
  readonly client: AppClient
  readonly scope: string | undefined
  readonly acrValues: readonly string[]
  readonly sourceIp: string
}

export type BegunDeviceGrant =
  | {
      readonly kind: 'begun'
      readonly deviceCode: string
      /** As people read it. */
      readonly userCode: string
      readonly intervalSeconds: number
    }
  | { readonly kind: 'refused'; readonly error: AuthorizationErrorCode; readonly description: string }
  | { readonly kind: 'too-many' }

/** Gives a device the code that it asks with, and the one that somebody types at a browser (RFC 8628 section 3.2). */
export async function beginDeviceGrant(
  ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>,
  { domain, client, scope, acrValues, sourceIp }: DeviceGrantRequest,
): Promise<BegunDeviceGrant> {
  // What the browser will ask for on the way to the page: whatever is wrong with it is told now.
  const query = deviceAuthorizationQuery(domain, { clientId: client.id, request: 'begun', scope, acrValues })
  const read = await readAuthorizationParameters(ports, domain, { query, pushed: 'now' })
  if (read.kind === 'page-error') return { kind: 'refused', error: 'invalid_request', description: read.text }
  if (read.kind === 'redirect-error') return { kind: 'refused', error: read.error, description: read.description }

  const poolId = domain.pool.id
  const deviceCode = newDeviceCode(ports)
  const createdAt = ports.clock.now()
  const authorization: Omit<DeviceAuthorization, 'userCodeHash'> = {
    poolId,
    deviceCodeHash: deviceCodeHash(deviceCode),
    clientId: client.id,
    scopes: read.request.scopes,
    acrValues: read.request.acrValues,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + deviceCodeSeconds * 1000),
    intervalSeconds,
    polledAt: undefined,
    decision: undefined,
  }
  // Anybody can say that they are a client without a secret.
  const isPublic = client.secrets.length === 0
  const counted = countAttempt(ports, { poolId, subject: addressSubject(sourceIp), action: 'begin-device-grant' })
  for (let tries = 0; tries < mostTries; tries += 1) {
    const code = newUserCode((size) => ports.random.bytes(size))
    const { committed, ...rest } = await ports.storage.commit([
      ...(isPublic ? [counted] : []),
      {
        write: 'createDeviceAuthorization',
        authorization: { ...authorization, userCodeHash: userCodeHash(ports, poolId, code) },
      },
    ])
    if (committed) return { kind: 'begun', deviceCode, userCode: writtenUserCode(code), intervalSeconds }
    if ('guard' in rest && rest.guard === 'under-limit') return { kind: 'too-many' }
  }
  throw new Error('no user code is free')
}
