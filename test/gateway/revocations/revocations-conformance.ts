import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JwtClaims } from '../../../src/crypto/jose/jwt.ts'
import type { TokenFamily } from '../../../src/domain/sessions/token-family.ts'
import type { Revocations } from '../../../src/gateway/authorizers/revocations.ts'
import * as make from '../../../src/ports/storage/conformance/records.ts'
import type { Write } from '../../../src/ports/storage/storage.ts'
import { givenClient, givenPool, givenUser } from '../../../src/testing/given.ts'
import { testPorts, type TestPorts } from '../../../src/testing/test-ports.ts'

export interface OpenedRevocations extends AsyncDisposable {
  readonly revocations: Revocations
  /** Resolves once all that was committed is known. */
  readonly settle: () => Promise<void>
}

async function begin(ports: TestPorts) {
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool)
  const now = ports.clock.now()
  const families: TokenFamily[] = []
  return {
    pool,
    client,
    user,
    issuer: ports.addresses.issuer(pool.id),
    /** Begins a session so many milliseconds from now; the claims are those of its access token. */
    async session(milliseconds = 0): Promise<JwtClaims> {
      const authenticatedAt = new Date(now.getTime() + milliseconds)
      const expiresAt = new Date(now.getTime() + 86_400_000)
      const of = { clientId: client.id, authenticatedAt, expiresAt, track: undefined }
      const family = make.aTokenFamily(user, of)
      families.push(family)
      assert.equal((await ports.storage.commit([{ write: 'createTokenFamily', family }])).committed, true)
      const { id: origin_jti, sub } = family
      const auth_time = Math.floor(authenticatedAt.getTime() / 1000)
      const iss = ports.addresses.issuer(pool.id)
      return { iss, sub, client_id: client.id, token_use: 'access', origin_jti, event_id: 'event', auth_time }
    },
    at: (milliseconds: number) => new Date(now.getTime() + milliseconds),
  }
}

type Begun = Awaited<ReturnType<typeof begin>>

interface Case {
  /** What happens, and tokens with what becomes of them. */
  readonly run: (
    on: Begun,
    commit: (...writes: readonly Write[]) => Promise<void>,
  ) => Promise<readonly (readonly [JwtClaims, isRevoked: boolean])[]>
}

const cases: Readonly<Record<string, Case['run']>> = {
  'a token of a session is good, an ID token too': async (on) => {
    const access = await on.session()
    const { client_id: aud, ...claims } = access
    return [
      [access, false],
      [{ ...claims, aud, token_use: 'id' }, false],
    ]
  },
  'a token without the id of its family has it in event_id': async (on, commit) => {
    const { origin_jti: family, ...claims } = await on.session()
    const unnamed = { ...claims, event_id: family }
    const other = await on.session()
    await commit({ write: 'revokeTokenFamily', poolId: on.pool.id, familyId: String(family), at: on.at(0) })
    return [
      [unnamed, true],
      [other, false],
    ]
  },
  'a token that does not say enough is none': async (on) => {
    const claims = await on.session()
    const lacking = ['iss', 'sub', 'client_id', 'auth_time'].map((name): readonly [JwtClaims, boolean] => [
      Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name)),
      true,
    ])
    const { origin_jti: _family, event_id: _event, ...nameless } = claims
    return [...lacking, [nameless, true], [{ ...claims, origin_jti: 7 }, true]]
  },
  'tokens of other issuers are none, whatever pool they name': async (on) => {
    const claims = await on.session()
    const issuers = [`https://cognito-idp.eu-west-3.amazonaws.com/${on.pool.id}`, `${on.issuer}x`, on.pool.id]
    return issuers.map((iss) => [{ ...claims, iss }, true])
  },
  'a revoked session ends alone': async (on, commit) => {
    const [one, other] = [await on.session(), await on.session()]
    await commit({ write: 'revokeTokenFamily', poolId: on.pool.id, familyId: String(one['origin_jti']), at: on.at(0) })
    return [
      [one, true],
      [other, false],
    ]
  },
  'signing out ends what began before, in the same second too, and nothing that begins after it': async (
    on,
    commit,
  ) => {
    const before = [
      await on.session(-86_000_000),
      await on.session(-1000),
      await on.session(200),
      await on.session(500),
    ]
    const ahead = await on.session(90_000)
    await commit({ write: 'signOutEverywhere', poolId: on.pool.id, sub: on.user.sub, at: on.at(500) })
    const late = await on.session(499)
    const anew = [await on.session(500), await on.session(501), await on.session(1000)]
    return [
      ...[...before, ahead, late].map((claims) => [claims, true] as const),
      ...anew.map((claims) => [claims, false] as const),
    ]
  },
  'whoever is disabled and enabled again signs in anew': async (on, commit) => {
    const before = await on.session()
    const disabled = { ...on.user, enabled: false, updatedAt: on.at(300), version: on.user.version + 1 }
    await commit(
      { write: 'updateUser', user: disabled, aliases: [] },
      { write: 'signOutEverywhere', poolId: on.pool.id, sub: on.user.sub, at: on.at(300) },
    )
    const enabled = { ...disabled, enabled: true, updatedAt: on.at(400), version: disabled.version + 1 }
    await commit({ write: 'updateUser', user: enabled, aliases: [] })
    return [
      [before, true],
      [await on.session(400), false],
    ]
  },
  'whoever is disabled has no token, however that came about': async (on, commit) => {
    const before = await on.session(300)
    const disabled = { ...on.user, enabled: false, updatedAt: on.at(300), version: on.user.version + 1 }
    await commit({ write: 'updateUser', user: disabled, aliases: [] })
    return [[before, true]]
  },
  'a deleted user has no token, whenever it began': async (on, commit) => {
    const sessions = [await on.session(), await on.session(90_000)]
    await commit({ write: 'deleteUser', poolId: on.pool.id, sub: on.user.sub })
    return sessions.map((claims) => [claims, true])
  },
  'the tokens of a client end with it, its own too': async (on, commit) => {
    const ofUser = await on.session()
    const { client_id, iss } = ofUser
    const own = { iss, sub: client_id, client_id, token_use: 'access', scope: 'notes/read' }
    await commit({ write: 'deleteAppClient', poolId: on.pool.id, clientId: on.client.id })
    return [
      [ofUser, true],
      [own, true],
    ]
  },
  'a client’s own token is good while the client is there': async (on, commit) => {
    const { client_id, iss } = await on.session()
    await commit({ write: 'signOutEverywhere', poolId: on.pool.id, sub: on.user.sub, at: on.at(0) })
    return [[{ iss, sub: client_id, client_id, token_use: 'access' }, false]]
  },
  'the tokens of a pool end with it': async (on, commit) => {
    const claims = await on.session()
    await commit({ write: 'deleteUserPool', poolId: on.pool.id })
    return [[claims, true]]
  },
  'what ends in one pool ends in no other': async (on, commit) => {
    const claims = await on.session()
    await commit({ write: 'revokeTokenFamily', poolId: 'other', familyId: String(claims['origin_jti']), at: on.at(0) })
    return [[claims, false]]
  },
}

/** What becomes of tokens, for whoever knows of revocations in whichever way. */
export function revocationsConformance(
  name: string,
  open: (ports: TestPorts, issuers: readonly string[]) => Promise<OpenedRevocations>,
): void {
  describe(`${name} as knowledge of revocations`, () => {
    for (const [sentence, run] of Object.entries(cases)) {
      test(sentence, async () => {
        await using ports = await testPorts()
        const on = await begin(ports)
        await using opened = await open(ports, [on.issuer])
        const tokens = await run(on, async (...writes) => {
          assert.deepEqual(await ports.storage.commit(writes), { committed: true })
        })
        await opened.settle()
        for (const [claims, expected] of tokens) {
          assert.equal(await opened.revocations.isRevoked(claims), expected, JSON.stringify(claims))
        }
      })
    }
  })
}
