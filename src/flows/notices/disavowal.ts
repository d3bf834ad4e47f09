import { newUuid } from '../../crypto/identifiers.ts'
import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import { isContactAttribute, type Contact } from '../../domain/users/contact.ts'
import type { Ports } from '../../ports/ports.ts'

/** What the link of a notice lets somebody do who is not signed in: say that a change was not theirs, once. */
export interface Disavowal {
  readonly id: string
  readonly poolId: string
  readonly sub: string
  /** The address that the change took, to be given back. */
  readonly restores: Contact | undefined
  /** The passkey that it added, to be deleted. */
  readonly deletesPasskey: string | undefined
}

const purpose = 'account disavowal'
export const disavowalSeconds = 72 * 3600
const paddedSize = 512

export function sealDisavowal(
  { clock, random, sealing }: Pick<Ports, 'clock' | 'random' | 'sealing'>,
  of: Omit<Disavowal, 'id'>,
): string {
  const bytes = (size: number): Uint8Array => random.bytes(size)
  const { restores, deletesPasskey, ...owner } = of
  const value = {
    ...owner,
    id: newUuid(bytes),
    ...(restores ? { attribute: restores.attribute, destination: restores.destination } : {}),
    ...(deletesPasskey ? { deletesPasskey } : {}),
  }
  const expiresAt = new Date(clock.now().getTime() + disavowalSeconds * 1000)
  return sealToken(value, sealing.keyFor(purpose), { purpose, expiresAt, paddedSize, random: bytes })
}

/** Undefined for whatever is no such link, or not any more. */
export function openDisavowal(
  { clock, sealing }: Pick<Ports, 'clock' | 'sealing'>,
  token: string,
): Disavowal | undefined {
  const opened = openToken(token, sealing.keyFor(purpose), purpose, clock.now())
  if (opened === undefined || opened === 'expired') return undefined
  const { id, poolId, sub, attribute, destination, deletesPasskey } = opened
  if (typeof id !== 'string' || typeof poolId !== 'string' || typeof sub !== 'string') return undefined
  const isAddress = typeof attribute === 'string' && isContactAttribute(attribute) && typeof destination === 'string'
  return {
    id,
    poolId,
    sub,
    restores: isAddress ? { attribute, destination } : undefined,
    deletesPasskey: typeof deletesPasskey === 'string' ? deletesPasskey : undefined,
  }
}
