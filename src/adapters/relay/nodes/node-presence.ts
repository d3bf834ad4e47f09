import type { Clock } from '../../../ports/clock.ts'
import type { Log } from '../../../ports/log.ts'
import type { Random } from '../../../ports/random.ts'
import type { NodeAddress } from '../../../ports/storage/nodes.ts'
import type { Storage } from '../../../ports/storage/storage.ts'

export interface NodePresence extends AsyncDisposable {
  readonly place: number
}

export interface PresenceOptions {
  readonly storage: Pick<Storage, 'commit'>
  /** Where other nodes reach this one. */
  readonly address: NodeAddress
  readonly clock: Clock
  readonly random: Random
  readonly log: Pick<Log, 'warn'>
}

const PLACE_BYTES = 5
const EVERY_MILLISECONDS = 10_000
/** A database that is away for most of it makes nobody's connections Gone. */
const LIVES_MILLISECONDS = 60_000

/** Tells the store that this node lives, under a place that no other has, until it is disposed. */
export async function announceNode({ address, clock, log, random, storage }: PresenceOptions): Promise<NodePresence> {
  let place = newPlace(random)
  while (!(await announce())) place = newPlace(random)
  const timer = setInterval(() => {
    announce().then(
      (isOurs) => isOurs || log.warn({ place }, 'another node has taken the place of this one'),
      (cause: unknown) => log.warn({ err: cause }, 'the store does not hear that this node lives'),
    )
  }, EVERY_MILLISECONDS).unref()

  return {
    place,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await storage.commit([{ write: 'withdrawNode', place }]).catch((cause: unknown) => {
        log.warn({ err: cause }, 'the store does not hear that this node ends')
      })
    },
  }

  async function announce(): Promise<boolean> {
    const expiresAt = new Date(clock.now().getTime() + LIVES_MILLISECONDS)
    return (await storage.commit([{ write: 'announceNode', node: { place, ...address, expiresAt } }])).committed
  }
}

function newPlace({ bytes }: Random): number {
  return Buffer.from(bytes(PLACE_BYTES)).readUIntBE(0, PLACE_BYTES)
}
