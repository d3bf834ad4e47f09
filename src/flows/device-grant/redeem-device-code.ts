import { newUuid } from '../../crypto/identifiers.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { DeviceAuthorization } from '../../domain/authorization/device-authorization.ts'
import { isScopeReadable } from '../../domain/authorization/scope-attributes.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { isOfTrigger } from '../triggers/refused-by-trigger.ts'
import { proveSignIn } from '../sessions/authenticated.ts'
import { findSignedInUser } from '../tokens/find-signed-in-user.ts'
import { mintSession, type MintedSession } from '../tokens/mint-session.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'
import { deviceCodeHash } from './device-codes.ts'

/** RFC 8628 section 3.5: what a device that asks too soon has to wait longer each time. */
const slowDownSeconds = 5
/** Two questions that are sent five seconds apart may arrive a little closer. */
const leewaySeconds = 1

export interface PresentedDeviceCode {
  readonly pool: UserPool
  /** Authenticated, and allowed this grant. */
  readonly client: AppClient
  readonly request: RequestFacts
  readonly deviceCode: string
  readonly resource: string | undefined
  readonly keyThumbprint: string | undefined
}

export interface DeviceCodeRefusal {
  readonly kind: 'device-code-refused'
  readonly reason:
    | 'code-invalid'
    | 'expired'
    | 'denied'
    | 'pending'
    | 'asked-too-soon'
    | 'attributes-unreadable'
    | 'trigger-failed'
  readonly detail?: string | undefined
}

/**
 * Tells a device what became of its request, and trades its code for tokens, once, when somebody has allowed it:
 * spending it and beginning the token family are one commit. Whoever was locked, disabled or signed out since they
 * allowed it gives nobody tokens.
 */
export async function redeemDeviceCode(
  ports: TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>,
  presented: PresentedDeviceCode,
): Promise<MintedSession | DeviceCodeRefusal> {
  const { pool, client, request, resource, keyThumbprint } = presented
  const found = await ports.storage.deviceAuthorizations.find(pool.id, deviceCodeHash(presented.deviceCode))
  if (found?.clientId !== client.id) return refusal('code-invalid')
  const { decision, scopes } = found
  if (found.expiresAt <= ports.clock.now()) return refusal('expired')
  if (decision === undefined) return refuseForNow(ports, found)
  if (decision.kind === 'denied') return refusal('denied')
  if (!scopes.every((scope) => isScopeReadable(client, scope))) return refusal('attributes-unreadable')
  const user = await findSignedInUser(ports, { ...decision, poolId: pool.id })
  if (user === undefined) return refusal('denied')

  const { eventId, amr, vouchedLevel, authenticatedAt, originSessionId } = decision
  const key = { poolId: pool.id, deviceCodeHash: found.deviceCodeHash }
  const authenticated = proveSignIn({
    pool,
    client,
    user,
    request,
    eventId,
    amr,
    isAcrAsked: found.acrValues.length > 0,
    vouchedLevel,
    authenticatedAt,
    familyId: newUuid((size) => ports.random.bytes(size)),
    deviceKey: undefined,
    newDevice: undefined,
    writes: [{ write: 'takeDeviceAuthorization', ...key, now: ports.clock.now() }],
  })
  const minted = await mintSession(ports, authenticated, {
    origin: 'oauth',
    scopes,
    nonce: undefined,
    resource,
    keyThumbprint,
    isRefreshable: true,
    originSessionId,
  })
  if (minted.kind === 'minted') return minted
  return isOfTrigger(minted) ? { ...refusal('trigger-failed'), detail: minted.detail } : refusal('code-invalid')
}

async function refuseForNow(
  ports: Pick<Ports, 'clock' | 'storage'>,
  { poolId, deviceCodeHash: hash }: DeviceAuthorization,
): Promise<DeviceCodeRefusal> {
  const asked = { poolId, deviceCodeHash: hash, now: ports.clock.now() }
  const polled = await ports.storage.commit([{ write: 'pollDeviceAuthorization', ...asked, leewaySeconds }])
  if (polled.committed) return refusal('pending')
  await ports.storage.commit([{ write: 'slowDeviceAuthorization', ...asked, bySeconds: slowDownSeconds }])
  return refusal('asked-too-soon')
}

function refusal(reason: DeviceCodeRefusal['reason']): DeviceCodeRefusal {
  return { kind: 'device-code-refused', reason }
}
