import { newUuid } from '../../crypto/identifiers.ts'
import type { AuthEvent } from '../../domain/risk/auth-event.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'

export interface AccountEvent extends Pick<AuthEvent, 'poolId' | 'sub' | 'response' | 'clientId'> {
  readonly type: Exclude<AuthEvent['type'], 'SignIn'>
  readonly request: RequestFacts
  /** Whether the password that came with it is one that others have had. */
  readonly isCompromised?: boolean
}

/** The record of something that a user did about their account, beside signing in. */
export function accountEvent(
  ports: Pick<Ports, 'clock' | 'random'>,
  { poolId, sub, type, response, clientId, request, isCompromised = false }: AccountEvent,
): Write {
  const event: AuthEvent = {
    poolId,
    sub,
    id: newUuid((size) => ports.random.bytes(size)),
    type,
    response,
    createdAt: ports.clock.now(),
    clientId,
    ipAddress: request.sourceIp,
    userAgent: request.userAgent,
    challenges: [],
    ...(request.device ? { device: request.device } : {}),
    ...(isCompromised ? { risk: { decision: 'NoRisk', isCompromised } } : {}),
  }
  return { write: 'recordAuthEvent', event }
}
