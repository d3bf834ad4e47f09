import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as make from '../../ports/storage/conformance/records.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { User } from '../../domain/users/user.ts'
import { givenAccountCentre } from '../../testing/account-centre.ts'
import { givenClient, givenUser } from '../../testing/given.ts'
import { givenSoftPasskey } from '../../testing/soft-passkey.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { accountPages } from './routes.ts'

const password = 'Correct-h0rse-battery'

type Fields = Readonly<Record<string, string>>

/** The forms that say which of several things is meant, with the id of one in its place. */
const withIds: Readonly<Record<string, readonly ((ids: Ids) => Fields)[]>> = {
  '/account/sessions': [({ session }) => ({ session })],
  '/account/devices': [({ device }) => ({ device })],
  '/account/passkeys': [
    ({ passkey }) => ({ action: 'remove', passkey }),
    ({ passkey }) => ({ action: 'rename', passkey, name: 'Mallory' }),
  ],
  '/account/apps': [({ app }) => ({ app })],
  '/account/providers': [({ provider }) => ({ provider })],
}

/** The forms that mean whoever is signed in, and nothing else. */
const withoutIds = [
  '/account',
  '/account/profile',
  '/account/email',
  '/account/email/code',
  '/account/phone',
  '/account/phone/code',
  '/account/password',
  '/account/authenticator',
  '/account/authenticator/set-up',
  '/account/recovery-codes',
  '/account/delete',
]

interface Ids {
  readonly session: string
  readonly device: string
  readonly passkey: string
  readonly app: string
  readonly provider: string
}

const none: Ids = { session: 'none', device: 'none', passkey: 'none', app: 'none', provider: 'none none' }

/** Everything that can be named at a page, of one user; the app is one that nobody else uses. */
async function givenThings(ports: TestPorts, user: User): Promise<Ids> {
  const pool = (await ports.storage.userPools.find(user.poolId)) ?? assert.fail()
  const app = await givenClient(ports, pool, { id: `app of ${user.username}`, name: `App of ${user.username}` })
  const at = ports.clock.now()
  const live = { authenticatedAt: at, expiresAt: new Date(at.getTime() + 3_600_000), clientId: app.id }
  const session = make.aLoginSession(user, { authenticatedAt: at, expiresAt: live.expiresAt })
  const device = make.aDevice(user)
  const consent = { poolId: pool.id, sub: user.sub, clientId: app.id, scopes: ['openid'], at }
  const writes: readonly Write[] = [
    { write: 'createLoginSession', session },
    { write: 'createTokenFamily', family: make.aTokenFamily(user, live) },
    { write: 'createDevice', device },
    { write: 'grantConsent', ...consent },
  ]
  assert.deepEqual(await ports.storage.commit(writes), { committed: true })
  const { record } = await givenSoftPasskey(ports, { pool, user }, { relyingPartyId: 'test.auth.us-east-1.localhost' })
  return {
    session: session.track?.sessionId ?? assert.fail(),
    device: device.key,
    passkey: record.credentialId,
    app: app.id,
    provider: `Google ${user.username}`,
  }
}

function identities(userId: string): Fields {
  const linked = {
    userId,
    providerName: 'Google',
    providerType: 'Google',
    issuer: null,
    primary: false,
    dateCreated: 1,
  }
  return { identities: JSON.stringify([linked]) }
}

async function given(ports: TestPorts) {
  const visitor = await givenAccountCentre(ports, {
    password,
    configuration: {
      DeviceConfiguration: {},
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    },
    pool: { sessions: { UserSessionTracking: 'ENABLED' } },
    user: { attributes: { email: 'ada@example.com', email_verified: 'true', ...identities('ada') } },
  })
  const bob = await givenUser(ports, visitor.pool, { sub: 'bob', username: 'bob', attributes: identities('bob') })
  await visitor.signIn()
  return { ...visitor, bob }
}

describe('a thing of somebody else', () => {
  test('is tried at every page that takes the id of one', () => {
    const submitted = accountPages.flatMap(({ path, submit }) => (submit ? [path] : []))
    assert.deepEqual(submitted.toSorted(), [...Object.keys(withIds), ...withoutIds].toSorted())
  })

  for (const [path, forms] of Object.entries(withIds)) {
    for (const [number, form] of forms.entries()) {
      test(`is as unknown at ${path} as one that is nobody’s, and stays as it is (${number + 1})`, async () => {
        await using ports = await testPorts()
        const { browser, bob, user } = await given(ports)
        const his = await givenThings(ports, bob)
        await browser.get(path)
        const before = ports.commits.length
        const answers = []
        for (const ids of [none, his]) {
          const { status, headers, body } = await browser.post(path, form(ids))
          answers.push({ status, location: headers.location, body: withoutToken(String(body)) })
        }
        assert.deepEqual(answers[0], answers[1])
        const written = ports.commits.slice(before).filter(({ result }) => result.committed)
        assert.deepEqual(written, [])

        // With ids of one's own the same form does something.
        const own = await givenThings(ports, user)
        const begun = ports.commits.length
        assert.equal((await browser.post(path, form(own))).status, 303)
        assert.ok(ports.commits.length > begun)
      })
    }
  }
})

/** The token against forged requests is another one on every page. */
function withoutToken(body: string): string {
  return body.replaceAll(/name="_csrf" value="[^"]*"/g, '')
}
