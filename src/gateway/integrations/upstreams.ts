import { lookup } from 'node:dns/promises'
import type { Clock } from '../../ports/clock.ts'
import type { AddressFacts } from './addresses/balanced-addresses.ts'
import type { LookUp } from './addresses/resolve-addresses.ts'
import type { OwnedUpstream, Upstream } from './upstream.ts'

export interface UpstreamOptions {
  /** PEM certificates that backends over https may be signed by, besides the well-known ones. */
  readonly certificateAuthorities?: string
  readonly connectMilliseconds?: number
  readonly connectionsPerOrigin?: number
  /** The addresses of host names; the system's unless given. */
  readonly lookUp?: LookUp
  /** Runs again and again until the answer is called; by the machine's time unless given. */
  readonly repeat?: (seconds: number, run: () => void) => () => void
}

/** One for each backend by its name, kept while some definition has it. */
export interface Upstreams extends AsyncDisposable {
  readonly find: (name: string) => Upstream | Promise<Upstream>
  /** Closes the pools of all others; requests under way on them finish first. */
  readonly keepOnly: (names: ReadonlySet<string>) => void
  /** Of backends whose addresses are checked; where several stages check the same, of all their checks together. */
  readonly facts: () => readonly BackendFacts[]
}

export interface BackendFacts extends AddressFacts {
  readonly name: string
}

export function createUpstreams({
  clock,
  certificateAuthorities,
  connectMilliseconds = 10_000,
  connectionsPerOrigin = 256,
  lookUp = systemLookUp,
  repeat = repeatUnwatched,
}: UpstreamOptions & { readonly clock: Clock }): Upstreams {
  const upstreams = new Map<string, OwnedUpstream>()
  const closing = new Set<Promise<void>>()
  const poolOptions = {
    connections: connectionsPerOrigin,
    connect: {
      timeout: connectMilliseconds,
      ...(certificateAuthorities === undefined ? {} : { ca: certificateAuthorities }),
    },
  }

  function close(name: string, { retire }: OwnedUpstream) {
    upstreams.delete(name)
    const closed = retire().finally(() => closing.delete(closed))
    closing.add(closed)
  }

  async function open(name: string): Promise<Upstream> {
    // With undici these are more than a hundred modules and 25 MB, which a system without such backends never needs.
    const { openUpstream } = await import('./open-upstream.ts')
    const nowMilliseconds = () => clock.now().getTime()
    const upstream = upstreams.get(name) ?? openUpstream(name, { pool: poolOptions, lookUp, nowMilliseconds, repeat })
    upstreams.set(name, upstream)
    return upstream
  }

  return {
    find: (name) => upstreams.get(name) ?? open(name),
    keepOnly(names) {
      for (const [name, upstream] of upstreams) {
        if (!names.has(name)) close(name, upstream)
      }
    },
    facts: () => [...upstreams].flatMap(([name, { facts }]) => namedFacts(name, facts())),
    async [Symbol.asyncDispose]() {
      for (const [name, upstream] of upstreams) close(name, upstream)
      await Promise.all(closing)
    },
  }
}

function namedFacts(name: string, facts: AddressFacts | undefined): readonly BackendFacts[] {
  return facts === undefined ? [] : [{ name, ...facts }]
}

async function systemLookUp(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true })
  return found.map(({ address }) => address)
}

/** It keeps no process alive. */
function repeatUnwatched(seconds: number, run: () => void): () => void {
  const timer = setInterval(run, seconds * 1000)
  timer.unref()
  return () => clearInterval(timer)
}
