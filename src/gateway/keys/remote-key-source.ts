import type { KeyObject } from 'node:crypto'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { Fetch } from '../fetch.ts'
import { fetchKeySet } from './remote-key-set.ts'
import type { KeySource } from './key-source.ts'

export interface RemoteKeySourceOptions {
  readonly fetch: Fetch
  readonly clock: Clock
  readonly log: Pick<Log, 'error'>
  /** The JWKS of issuers that are not discovered, such as Cognito's. */
  readonly jwksUriOf?: (issuer: string) => string | undefined
  readonly times?: Partial<RemoteKeySourceTimes>
}

export interface RemoteKeySourceTimes {
  /** From this age on a set is fetched again, beside the traffic. */
  readonly refreshSeconds: number
  /** The age at which a set that cannot be renewed is given up. */
  readonly staleSeconds: number
  /** The least time between fetches that unknown kids ask for: a flood of kids is one fetch. */
  readonly kidIntervalSeconds: number
  /** The least time between tries while there is no set at all. */
  readonly retrySeconds: number
  readonly fetchMilliseconds: number
}

/** AWS keeps public keys for up to two hours. */
const defaultTimes: RemoteKeySourceTimes = {
  refreshSeconds: 300,
  staleSeconds: 7200,
  kidIntervalSeconds: 30,
  retrySeconds: 5,
  fetchMilliseconds: 5000,
}

interface IssuerState {
  keys: ReadonlyMap<string, KeyObject>
  fetchedAt: number
  triedAt: number
  pending: Promise<void> | undefined
}

/** Keys of issuers elsewhere: fetched once for all who wait, the last good set kept while an issuer is away (JWT-05). */
export function createRemoteKeySource({
  clock,
  fetch,
  jwksUriOf,
  log,
  times,
}: RemoteKeySourceOptions): Required<KeySource> {
  const { fetchMilliseconds, kidIntervalSeconds, refreshSeconds, retrySeconds, staleSeconds } = {
    ...defaultTimes,
    ...times,
  }
  const issuers = new Map<string, IssuerState>()
  const seconds = () => clock.now().getTime() / 1000

  function stateOf(issuer: string): IssuerState {
    const known = issuers.get(issuer)
    if (known !== undefined) return known
    // Only issuers that an authorizer lists are ever asked for, so the map is bounded by the definition.
    const state = { keys: new Map<string, KeyObject>(), fetchedAt: -Infinity, triedAt: -Infinity, pending: undefined }
    issuers.set(issuer, state)
    return state
  }

  function refresh(issuer: string, state: IssuerState): Promise<void> {
    state.triedAt = seconds()
    state.pending ??= renew(issuer, state).finally(() => {
      state.pending = undefined
    })
    return state.pending
  }

  /** Never rejects: without new keys the old ones stay. */
  async function renew(issuer: string, state: IssuerState): Promise<void> {
    try {
      const request = { issuer, jwksUri: jwksUriOf?.(issuer), fetch, milliseconds: fetchMilliseconds }
      state.keys = await fetchKeySet(request)
      state.fetchedAt = seconds()
    } catch (cause) {
      log.error({ issuer, cause }, 'keys of the issuer could not be fetched')
    }
  }

  return {
    find(issuer, kid) {
      const state = stateOf(issuer)
      const age = seconds() - state.fetchedAt
      const sinceTried = seconds() - state.triedAt
      const key = age < staleSeconds ? state.keys.get(kid) : undefined
      if (key !== undefined) {
        if (age >= refreshSeconds && sinceTried >= retrySeconds) void refresh(issuer, state)
        return key
      }
      const interval = age < staleSeconds ? kidIntervalSeconds : retrySeconds
      if (state.pending === undefined && sinceTried < interval) return undefined
      return (state.pending ?? refresh(issuer, state)).then(() =>
        seconds() - state.fetchedAt < staleSeconds ? state.keys.get(kid) : undefined,
      )
    },
    async prepare(wanted) {
      for (const issuer of issuers.keys()) if (!wanted.has(issuer)) issuers.delete(issuer)
      const fetches = [...wanted].map(async (issuer) => {
        const state = stateOf(issuer)
        const isFresh = seconds() - state.fetchedAt < refreshSeconds
        await (isFresh || seconds() - state.triedAt < retrySeconds ? state.pending : refresh(issuer, state))
      })
      await Promise.all(fetches)
    },
  }
}
