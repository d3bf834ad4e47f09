import { createHash } from 'node:crypto'
import { newUuid } from '../../crypto/identifiers.ts'
import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'

const purpose = 'proof of work'
/** As long as somebody may take to fill in a form. */
const lifeSeconds = 1800

/** The form that the work is for. */
export interface WorkPlace {
  readonly poolId: string
  /** The path of its page. */
  readonly page: string
}

/** What the work begins with: nobody can make one, or take it elsewhere. */
export function newWorkChallenge(ports: Pick<Ports, 'clock' | 'random' | 'sealing'>, place: WorkPlace): string {
  const random = (size: number) => ports.random.bytes(size)
  const until = ports.clock.now().getTime() + lifeSeconds * 1000
  const content = { ...place, id: newUuid(random), until }
  const expiresAt = new Date(until)
  return sealToken(content, ports.sealing.keyFor(purpose), { purpose, expiresAt, random, paddedSize: 192 })
}

export interface DoneWork {
  readonly challenge: string
  /** The number that was looked for, in decimal digits. */
  readonly solution: string
}

/** The write that uses the work up, which the store lets happen once; undefined where the work was not done for this place. */
export function findProof(
  ports: Pick<Ports, 'clock' | 'sealing'>,
  place: WorkPlace & { readonly bits: number },
  { challenge, solution }: DoneWork,
): Write | undefined {
  if (!/^\d{1,15}$/.test(solution)) return undefined
  const opened = openToken(challenge, ports.sealing.keyFor(purpose), purpose, ports.clock.now())
  if (opened === undefined || opened === 'expired') return undefined
  const { poolId, page, id, until } = opened
  if (poolId !== place.poolId || page !== place.page) return undefined
  if (zeroBits(`${challenge}.${solution}`) < place.bits) return undefined
  return {
    write: 'spendSession',
    poolId: place.poolId,
    sessionId: `work ${String(id)}`,
    expiresAt: new Date(Number(until)),
  }
}

/** How many zeros its hash begins with, up to 32. */
function zeroBits(text: string): number {
  return Math.clz32(createHash('sha256').update(text).digest().readUInt32BE(0))
}
