import { openToken, sealToken } from '../../../crypto/sealing/sealed-token.ts'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../../ports/ports.ts'

/** What a browser that is signed out elsewhere comes back for. */
export interface LogoutState {
  readonly providerName: string
  readonly requestId: string
  /** Where it goes then: checked before it left. */
  readonly destination: string
}

const lifeSeconds = 300

export function sealLogoutState(
  ports: Pick<Ports, 'clock' | 'random' | 'sealing'>,
  pool: UserPool,
  state: LogoutState,
): string {
  const purpose = purposeOf(pool)
  return sealToken({ ...state }, ports.sealing.keyFor(purpose), {
    purpose,
    expiresAt: new Date(ports.clock.now().getTime() + lifeSeconds * 1000),
    paddedSize: 0,
    random: (size) => ports.random.bytes(size),
  })
}

export function openLogoutState(
  ports: Pick<Ports, 'clock' | 'sealing'>,
  pool: UserPool,
  text: string,
): LogoutState | undefined {
  const purpose = purposeOf(pool)
  const opened = openToken(text, ports.sealing.keyFor(purpose), purpose, ports.clock.now())
  if (opened === 'expired' || opened === undefined) return undefined
  const { providerName, requestId, destination } = opened
  if (typeof providerName !== 'string' || typeof requestId !== 'string' || typeof destination !== 'string')
    return undefined
  return { providerName, requestId, destination }
}

function purposeOf({ id }: UserPool): string {
  return `saml logout ${id}`
}
