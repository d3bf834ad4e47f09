import { newUuid } from '../../crypto/identifiers.ts'
import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'

/** Who asked to make a passkey, and for which relying party. */
export interface RegistrationChallenge {
  /** Spent by the registration that it leads to. */
  readonly id: string
  readonly poolId: string
  readonly sub: string
  readonly clientId: string
  /** The session that asked: the access token's. */
  readonly familyId: string
  readonly relyingPartyId: string
}

const purpose = 'passkey registration'
export const registrationSeconds = 300

/** Makes the challenge of one registration. It carries its own record, sealed: nothing is stored until it is answered. */
export function sealRegistrationChallenge(
  ports: Pick<Ports, 'clock' | 'random' | 'sealing'>,
  of: Omit<RegistrationChallenge, 'id'>,
): string {
  const random = (size: number): Uint8Array => ports.random.bytes(size)
  const expiresAt = new Date(ports.clock.now().getTime() + registrationSeconds * 1000)
  const value = { ...of, id: newUuid(random) }
  return sealToken(value, ports.sealing.keyFor(purpose), { purpose, expiresAt, paddedSize: 0, random })
}

/** The record inside a challenge that is ours and still good, or undefined. */
export function openRegistrationChallenge(
  ports: Pick<Ports, 'clock' | 'sealing'>,
  challenge: string,
): RegistrationChallenge | undefined {
  const opened = openToken(challenge, ports.sealing.keyFor(purpose), purpose, ports.clock.now())
  return opened === undefined || opened === 'expired' || !isRegistrationChallenge(opened) ? undefined : opened
}

/** The write that lets a challenge be answered once. */
export function spendRegistrationChallenge(ports: Pick<Ports, 'clock'>, { poolId, id }: RegistrationChallenge): Write {
  const expiresAt = new Date(ports.clock.now().getTime() + registrationSeconds * 1000)
  return { write: 'spendSession', poolId, sessionId: id, expiresAt }
}

/** It was sealed by us, so what can be wrong is only that another version of us wrote it. */
function isRegistrationChallenge(
  value: Readonly<Record<string, unknown>>,
): value is RegistrationChallenge & typeof value {
  const members = ['id', 'poolId', 'sub', 'clientId', 'familyId', 'relyingPartyId']
  return members.every((member) => typeof value[member] === 'string')
}
