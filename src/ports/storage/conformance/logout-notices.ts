import assert from 'node:assert/strict'
import type { LogoutNotice } from '../../../domain/messages/message.ts'
import { mustCommit, type Behaviour, type Given } from './given.ts'
import * as make from './records.ts'
import type { Write } from '../storage.ts'

const at = make.after(50)

/** What each ending of sessions leaves in the outbox. */
export const logoutNoticeTests: Readonly<Record<string, Behaviour>> = {
  async 'the end of a session is told to each client that knows it, once'(given) {
    const { session, notices } = await signedIn(given)
    const { poolId, user } = given
    await mustCommit(given.storage, { ...deletion(session), isContinued: false })
    const told = (clientId: string): LogoutNotice => ({
      id: `logout ${clientId} sso-of-${poolId} ${at.getTime()}`,
      poolId,
      channel: 'LOGOUT',
      clientId,
      sub: user.sub,
      sid: `sso-of-${poolId}`,
      createdAt: at,
    })
    assert.deepEqual(await notices(), [told('one'), told('two')])
  },

  async 'a session that goes on under another id is told to nobody'(given) {
    const { session, notices } = await signedIn(given)
    await mustCommit(given.storage, { ...deletion(session), isContinued: true })
    assert.deepEqual(await notices(), [])
  },

  async 'a family that is revoked is told to its client, and not again'(given) {
    const { families, notices } = await signedIn(given)
    const revoke: Write = { write: 'revokeTokenFamily', poolId: given.poolId, familyId: families[1].id, at }
    await mustCommit(given.storage, revoke)
    assert.deepEqual(
      (await notices()).map(({ clientId }) => clientId),
      ['two'],
    )
    await mustCommit(given.storage, { ...revoke, at: make.after(51) })
    assert.deepEqual(await notices(), [])
  },

  async 'signing out everywhere is told to all clients'(given) {
    const { notices } = await signedIn(given)
    const { poolId, user } = given
    await mustCommit(given.storage, { write: 'signOutEverywhere', poolId, sub: user.sub, at })
    assert.deepEqual(
      (await notices()).map(({ clientId }) => clientId),
      ['one', 'two'],
    )
  },

  async 'revoking the session of a browser is told, whether its tokens end with it or not'(given) {
    for (const revokesFamilies of [false, true]) {
      const { session, notices } = await signedIn(given)
      const { poolId, user } = given
      const sessionId = session.track?.sessionId ?? ''
      await mustCommit(given.storage, {
        write: 'revokeLoginSession',
        poolId,
        sub: user.sub,
        sessionId,
        revokesFamilies,
        at,
      })
      assert.deepEqual(
        (await notices()).map(({ clientId }) => clientId),
        ['one', 'two'],
      )
    }
  },

  async 'sessions that give way to new ones are told'(given) {
    const { notices } = await signedIn(given)
    const later = {
      sessionId: make.fresh('session'),
      createdAt: at,
      lastActive: { at, ipAddress: '::1', userAgent: undefined },
    }
    const family = make.aTokenFamily(given.user, { track: later })
    await mustCommit(given.storage, { write: 'createTokenFamily', family, mostPerUser: 1 })
    assert.deepEqual(
      (await notices()).map(({ clientId }) => clientId),
      ['one', 'two'],
    )
    const again = await signedIn(given)
    const next = make.aLoginSession(given.user, { track: { ...later, sessionId: make.fresh('session') } })
    await mustCommit(given.storage, { write: 'createLoginSession', session: next, mostPerUser: 1 })
    assert.deepEqual(
      (await again.notices()).map(({ clientId }) => clientId),
      ['one', 'two'],
    )
  },
}

/** A browser's session that two clients know, one of them twice, and a family of which its client knows nothing. */
async function signedIn({ storage, poolId, user }: Given) {
  const sid = `sso-of-${poolId}`
  const session = make.aLoginSession(user, { sid })
  const originSessionId = session.track?.sessionId
  const families = [
    make.aTokenFamily(user, { clientId: 'one', sid, originSessionId }),
    make.aTokenFamily(user, { clientId: 'two', sid, originSessionId }),
    make.aTokenFamily(user, { clientId: 'one', sid, originSessionId }),
    make.aTokenFamily(user, { clientId: 'three', originSessionId }),
  ] as const
  await mustCommit(
    storage,
    { write: 'createLoginSession', session },
    ...families.map((family): Write => ({ write: 'createTokenFamily', family })),
  )
  assert.deepEqual(await storage.sessions.findLoginSession(poolId, session.idHash), session)
  assert.deepEqual(await storage.sessions.findTokenFamily(poolId, families[0].id), families[0])
  /** Those of this pool that are due, which are then gone. */
  const notices = async (): Promise<readonly LogoutNotice[]> => {
    const claimed = await storage.installation.claimMessages(50, 60, make.after(1000))
    const own = claimed.flatMap(({ message }) => (message.channel === 'LOGOUT' ? [message] : []))
    await mustCommit(storage, ...own.map(({ id: messageId }): Write => ({ write: 'completeMessage', messageId })))
    return own
      .filter((each) => each.poolId === poolId)
      .toSorted((one, other) => (one.clientId < other.clientId ? -1 : 1))
  }
  return { session, families, notices }
}

function deletion({ poolId, idHash }: { readonly poolId: string; readonly idHash: string }) {
  return { write: 'deleteLoginSession', poolId, idHash, at } as const
}
