import assert from 'node:assert/strict'
import type { SessionActivity } from '../../../domain/sessions/session-tracking.ts'
import { mustCommit, type Behaviour } from './given.ts'
import * as make from './records.ts'

export type TrackingWrite = 'touchTokenFamily' | 'touchLoginSession' | 'revokeLoginSession'

export const trackingWrites: Readonly<Record<TrackingWrite, Behaviour>> = {
  async touchTokenFamily({ storage, poolId, user }) {
    const session = make.aLoginSession(user)
    const originSessionId = session.track?.sessionId
    const family = make.aTokenFamily(user, { originSessionId })
    const untracked = make.aTokenFamily(user, { track: undefined })
    const activity = use(70)
    const touch = { write: 'touchTokenFamily', poolId, originSessionId, activity } as const
    await mustCommit(
      storage,
      { write: 'createLoginSession', session },
      { write: 'createTokenFamily', family },
      { write: 'createTokenFamily', family: untracked },
    )
    await mustCommit(storage, { ...touch, familyId: family.id }, { ...touch, familyId: untracked.id })
    await mustCommit(storage, { ...touch, familyId: 'none', originSessionId: 'none' })
    const touched = { ...family, track: { ...family.track, lastActive: activity } }
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, family.id), touched)
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, untracked.id), untracked)
    const through = await storage.sessions.findLoginSession(poolId, session.idHash)
    assert.deepEqual(through, { ...session, track: { ...session.track, lastActive: activity } })
  },

  async touchLoginSession({ storage, poolId, user }) {
    const session = make.aLoginSession(user)
    const sessionId = session.track?.sessionId ?? ''
    const activity = { ...use(80), userAgent: undefined }
    await mustCommit(
      storage,
      { write: 'createLoginSession', session },
      { write: 'touchLoginSession', poolId, sessionId, activity },
    )
    const touched = await storage.sessions.findLoginSession(poolId, session.idHash)
    assert.deepEqual(touched, { ...session, track: { ...session.track, lastActive: activity } })
  },

  async revokeLoginSession({ storage, poolId, user }) {
    const [session, other] = [make.aLoginSession(user), make.aLoginSession(user)]
    const sessionId = session.track?.sessionId ?? ''
    const [through, apart] = [make.aTokenFamily(user, { originSessionId: sessionId }), make.aTokenFamily(user)]
    const [waiting, elsewhere] = [
      make.anAuthorizationCode(user, { originSessionId: sessionId }),
      make.anAuthorizationCode(user, { originSessionId: other.track?.sessionId }),
    ]
    const spent = make.anAuthorizationCode(user, { originSessionId: sessionId, familyId: through.id })
    await mustCommit(
      storage,
      ...[session, other].map((each) => ({ write: 'createLoginSession', session: each }) as const),
      ...[through, apart].map((family) => ({ write: 'createTokenFamily', family }) as const),
      ...[waiting, elsewhere, spent].map((code) => ({ write: 'createAuthorizationCode', code }) as const),
    )
    const revoke = { write: 'revokeLoginSession', poolId, sub: user.sub, sessionId, at: make.after(90) } as const
    await mustCommit(storage, { ...revoke, sub: 'another', revokesFamilies: true })
    assert.deepEqual(await storage.sessions.findLoginSession(poolId, session.idHash), session)

    await mustCommit(storage, { ...revoke, revokesFamilies: false })
    assert.equal(await storage.sessions.findLoginSession(poolId, session.idHash), undefined)
    assert.deepEqual(await storage.sessions.findLoginSession(poolId, other.idHash), other)
    assert.equal(await storage.sessions.findAuthorizationCode(poolId, waiting.codeHash), undefined)
    assert.deepEqual(await storage.sessions.findAuthorizationCode(poolId, elsewhere.codeHash), elsewhere)
    assert.deepEqual(await storage.sessions.findAuthorizationCode(poolId, spent.codeHash), spent)
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, through.id), through)

    await mustCommit(storage, { ...revoke, revokesFamilies: true })
    const revoked = { ...through, revokedAt: make.after(90) }
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, through.id), revoked)
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, apart.id), apart)
  },
}

export const trackingTests: Readonly<Record<string, Behaviour>> = {
  async 'lists what is tracked and alive, the last used first'({ storage, poolId, user }) {
    const used = (kind: 'tkn' | 'sso', seconds: number) => make.aTrack(kind, { lastActive: use(seconds) })
    const families = [10, 30, 20].map((seconds) => make.aTokenFamily(user, { track: used('tkn', seconds) }))
    const unlisted = [
      make.aTokenFamily(user, { track: undefined }),
      make.aTokenFamily(user, { revokedAt: make.after(1) }),
      make.aTokenFamily(user, { expiresAt: make.after(100) }),
    ]
    const sessions = [10, 30, 20].map((seconds) => make.aLoginSession(user, { track: used('sso', seconds) }))
    const unlistedSessions = [
      make.aLoginSession(user, { track: undefined }),
      make.aLoginSession(user, { expiresAt: make.after(100) }),
    ]
    await mustCommit(
      storage,
      ...[...families, ...unlisted].map((family) => ({ write: 'createTokenFamily', family }) as const),
      ...[...sessions, ...unlistedSessions].map((session) => ({ write: 'createLoginSession', session }) as const),
    )
    const now = make.after(100)
    const [early, late, middle] = families
    assert.deepEqual(await storage.sessions.listTokenFamilies(poolId, user.sub, now), [late, middle, early])
    assert.deepEqual(await storage.sessions.listLoginSessions(poolId, user.sub, now), [
      sessions[1],
      sessions[2],
      sessions[0],
    ])
    assert.deepEqual(await storage.sessions.listTokenFamilies(poolId, 'another', now), [])
    assert.deepEqual(await storage.sessions.listLoginSessions('another', user.sub, now), [])
  },

  async 'one session more than there may be ends those used longest ago'({ storage, poolId, user }) {
    const at = (seconds: number) => ({ lastActive: use(seconds) })
    const families = [20, 10, 30].map((seconds) => make.aTokenFamily(user, { track: make.aTrack('tkn', at(seconds)) }))
    const untracked = make.aTokenFamily(user, { track: undefined })
    const next = make.aTokenFamily(user, { track: make.aTrack('tkn', at(40)) })
    await mustCommit(
      storage,
      ...[...families, untracked].map((family) => ({ write: 'createTokenFamily', family }) as const),
    )
    await mustCommit(storage, { write: 'createTokenFamily', family: next, mostPerUser: 2 })
    const left = await storage.sessions.listTokenFamilies(poolId, user.sub, make.noon)
    assert.deepEqual(left, [next, families[2]])
    const evicted = await storage.sessions.findTokenFamily(poolId, families[0]?.id ?? '')
    assert.deepEqual(evicted?.revokedAt, make.after(40))
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, untracked.id), untracked)

    const sessions = [20, 10, 30].map((seconds) => make.aLoginSession(user, { track: make.aTrack('sso', at(seconds)) }))
    await mustCommit(storage, ...sessions.map((session) => ({ write: 'createLoginSession', session }) as const))
    const newest = make.aLoginSession(user, { track: make.aTrack('sso', at(40)) })
    await mustCommit(storage, { write: 'createLoginSession', session: newest, mostPerUser: 2 })
    assert.deepEqual(await storage.sessions.listLoginSessions(poolId, user.sub, make.noon), [newest, sessions[2]])
  },
}

function use(seconds: number): SessionActivity {
  return { at: make.after(seconds), ipAddress: '2001:db8::7', userAgent: 'another browser' }
}
