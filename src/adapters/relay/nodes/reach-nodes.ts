import type { Clock } from '../../../ports/clock.ts'
import type { ConnectionRelay } from '../../../ports/connection-relay.ts'
import type { Log } from '../../../ports/log.ts'
import type { NodeRecord } from '../../../ports/storage/nodes.ts'
import type { Storage } from '../../../ports/storage/storage.ts'
import { openNodeLink, type LinkOptions, type NodeLink } from './node-link.ts'

export interface LinkLimits extends Pick<LinkOptions, 'openMilliseconds' | 'answerMilliseconds' | 'idleMilliseconds'> {
  /** For how long a node that could not be reached is not tried again. */
  readonly retryMilliseconds: number
}

export interface ReachOptions {
  readonly storage: Pick<Storage, 'nodes'>
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  readonly key: Uint8Array
  readonly place: number
  readonly limits: LinkLimits
}

export interface ReachedNodes extends Disposable {
  readonly ask: ConnectionRelay['ask']
}

type Way = NodeLink | 'gone' | 'unreachable'

/** Keeps a link to each node that was asked for. Where one is, the store is asked, and only where there is no link. */
export function reachNodes({ clock, key, limits, log, place: ownPlace, storage }: ReachOptions): ReachedNodes {
  const ways = new Map<number, Promise<Way>>()

  async function openWay(place: number): Promise<Way> {
    try {
      const node = await findLiving(place)
      return node === undefined ? 'gone' : await openNodeLink(node, { ...limits, key, place: ownPlace })
    } catch (cause) {
      log.warn({ err: cause, place }, 'another node cannot be reached')
      return 'unreachable'
    }
  }

  async function findLiving(place: number): Promise<NodeRecord | undefined> {
    const node = await storage.nodes.find(place)
    return node !== undefined && node.expiresAt > clock.now() ? node : undefined
  }

  function wayTo(place: number): Promise<Way> {
    const known = ways.get(place)
    if (known !== undefined) return known
    const way = openWay(place)
    ways.set(place, way)
    void forgetInTime(place, way)
    return way
  }

  async function forgetInTime(place: number, way: Promise<Way>): Promise<void> {
    const found = await way
    if (found === 'gone') forget(place, way)
    else if (found === 'unreachable') setTimeout(forget, limits.retryMilliseconds, place, way).unref()
    else found.onEnd(() => forget(place, way))
  }

  function forget(place: number, way: Promise<Way>): void {
    if (ways.get(place) === way) ways.delete(place)
  }

  return {
    async ask(place, call) {
      const way = wayTo(place)
      const link = await way
      if (typeof link === 'string') return { kind: link }
      const answer = await link.ask(place, call)
      if (answer.kind !== 'unreachable') return answer
      forget(place, way)
      link.end()
      // It hangs, or has just ended: the store knows which, and with a node its connections are gone.
      const node = await findLiving(place).catch(() => 'unknown' as const)
      return node === undefined ? { kind: 'gone' } : answer
    },
    [Symbol.dispose]() {
      for (const way of ways.values()) void way.then((found) => typeof found !== 'string' && found.end())
    },
  }
}
