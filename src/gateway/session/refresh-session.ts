import { setTimeout as delay } from 'node:timers/promises'
import { verifyIdToken } from './id-token.ts'
import { findLiveSession, replaceState, type LiveSession } from './live-session.ts'
import { pageClaims } from './page-claims.ts'
import type { SessionPorts } from './session-ports.ts'
import type { SessionState } from './session-state.ts'
import { requestTokens, revokeToken, type GrantedTokens } from './token-endpoint.ts'

export type Freshness =
  | { readonly kind: 'fresh'; readonly session: LiveSession }
  /** The issuer ended it: signed out elsewhere, disabled, revoked. */
  | { readonly kind: 'ended' }
  /** The issuer cannot be asked, and the token at hand has expired. */
  | { readonly kind: 'unavailable' }

export interface SessionRefresh {
  /** The session with an access token that is good for a while, refreshed at most once however many ask. */
  readonly ensureFresh: (session: LiveSession) => Promise<Freshness>
}

const MARGIN_MILLISECONDS = 60_000
/** Longer than the token endpoint may take. */
const LEASE_MILLISECONDS = 15_000
const POLL_MILLISECONDS = 50
const REPLACE_TRIES = 5

export function createSessionRefresh(ports: SessionPorts): SessionRefresh {
  const underWay = new Map<string, Promise<Freshness>>()
  const now = () => ports.clock.now().getTime()
  const isUsable = ({ state }: LiveSession) => now() < state.accessExpiresAt
  const isFresh = ({ state }: LiveSession) => now() < state.accessExpiresAt - MARGIN_MILLISECONDS

  /** A rotated refresh token works once: of all nodes, one redeems it, and the store's version guard says which. */
  async function refresh(session: LiveSession): Promise<Freshness> {
    const { refreshLeaseUntil, refreshToken } = session.state
    if (refreshToken === undefined) return isUsable(session) ? { kind: 'fresh', session } : { kind: 'ended' }
    if (refreshLeaseUntil !== undefined && now() < refreshLeaseUntil) return waitForOther(session)
    const leased = await replaceState(ports, session, {
      ...session.state,
      refreshLeaseUntil: now() + LEASE_MILLISECONDS,
    })
    if (leased === undefined) return waitForOther(session)
    const outcome = await requestTokens(ports, { grant_type: 'refresh_token', refresh_token: refreshToken })
    switch (outcome.kind) {
      case 'granted':
        return adopt(leased, outcome.tokens)
      case 'refused':
        await ports.store.delete(leased.record.idHash)
        return { kind: 'ended' }
      case 'unavailable': {
        const released = await change(leased, (state) => ({ ...state, refreshLeaseUntil: undefined }))
        if (released === undefined) return { kind: 'ended' }
        return isUsable(released) ? { kind: 'fresh', session: released } : { kind: 'unavailable' }
      }
    }
  }

  async function adopt(leased: LiveSession, tokens: GrantedTokens): Promise<Freshness> {
    const { claims: known, idToken: knownIdToken, refreshToken: knownRefreshToken } = leased.state
    const sub = typeof known['sub'] === 'string' ? known['sub'] : ''
    const claims = tokens.idToken === undefined ? known : await verifyIdToken(ports, tokens.idToken, { sub })
    if (claims === undefined) {
      ports.log.error({ app: ports.configuration.app }, 'a refresh brought an ID token that is not of this session')
      await ports.store.delete(leased.record.idHash)
      return { kind: 'ended' }
    }
    const refreshToken = tokens.refreshToken ?? knownRefreshToken
    const adopted = await change(leased, (state) => ({
      ...state,
      accessToken: tokens.accessToken,
      accessExpiresAt: now() + tokens.expiresInSeconds * 1000,
      idToken: tokens.idToken ?? knownIdToken,
      refreshToken,
      claims: pageClaims(claims),
      refreshLeaseUntil: undefined,
    }))
    if (adopted !== undefined) return { kind: 'fresh', session: adopted }
    // Signed out while the refresh was under way: what it brought must not live on.
    if (refreshToken !== undefined) await revokeToken(ports, refreshToken)
    return { kind: 'ended' }
  }

  /** Applies a change to the session as it is now; undefined where it is gone. */
  async function change(
    session: LiveSession,
    next: (state: SessionState) => SessionState,
  ): Promise<LiveSession | undefined> {
    let current: LiveSession | undefined = session
    for (let tries = 0; tries < REPLACE_TRIES && current !== undefined; tries += 1) {
      const replaced = await replaceState(ports, current, next(current.state))
      if (replaced !== undefined) return replaced
      current = await findLiveSession(ports, session.record.idHash)
    }
    return undefined
  }

  /** A token that still works does until the other has finished. */
  async function waitForOther(session: LiveSession): Promise<Freshness> {
    const deadline = performance.now() + LEASE_MILLISECONDS
    while (performance.now() < deadline) {
      const current = await findLiveSession(ports, session.record.idHash)
      if (current === undefined) return { kind: 'ended' }
      if (isUsable(current)) return { kind: 'fresh', session: current }
      const { refreshLeaseUntil } = current.state
      if (refreshLeaseUntil === undefined || now() >= refreshLeaseUntil) return refresh(current)
      await delay(POLL_MILLISECONDS)
    }
    return { kind: 'unavailable' }
  }

  return {
    async ensureFresh(session) {
      if (isFresh(session)) return { kind: 'fresh', session }
      const { idHash } = session.record
      const running = underWay.get(idHash)
      if (running !== undefined) return running
      const started = refresh(session).finally(() => underWay.delete(idHash))
      underWay.set(idHash, started)
      return started
    },
  }
}
