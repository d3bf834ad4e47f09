import { newUuid } from '../../crypto/identifiers.ts'
import type { DeviceAuthorization, DeviceDecision } from '../../domain/authorization/device-authorization.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { ValidLoginSession } from '../sessions/login-session.ts'
import { sessionActivity } from '../sessions/track-session.ts'

/**
 * Stores what whoever is signed in at this browser says about a device. False where somebody has decided before, the
 * device no longer waits, or the browser's session has just ended.
 */
export async function decideDevice(
  ports: Pick<Ports, 'clock' | 'random' | 'storage'>,
  { poolId, deviceCodeHash }: DeviceAuthorization,
  {
    found,
    isAllowed,
    request,
  }: { readonly found: ValidLoginSession; readonly isAllowed: boolean; readonly request: RequestFacts },
): Promise<boolean> {
  const decision: DeviceDecision = isAllowed ? approval(ports, found) : { kind: 'denied' }
  const sessionId = found.session.track?.sessionId
  const touch: readonly Write[] =
    sessionId === undefined
      ? []
      : [{ write: 'touchLoginSession', poolId, sessionId, activity: sessionActivity(ports, request) }]
  const { committed } = await ports.storage.commit([
    ...touch,
    { write: 'decideDeviceAuthorization', poolId, deviceCodeHash, decision, now: ports.clock.now() },
  ])
  return committed
}

/** The sign-in that began the session stands for the device's, at its own time and by its own factors. */
function approval({ random }: Pick<Ports, 'random'>, { session, user }: ValidLoginSession): DeviceDecision {
  return {
    kind: 'approved',
    sub: user.sub,
    eventId: newUuid((size) => random.bytes(size)),
    amr: session.amr,
    ...(session.vouchedLevel && { vouchedLevel: session.vouchedLevel }),
    authenticatedAt: session.authenticatedAt,
    originSessionId: session.track?.sessionId,
  }
}
