import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accountCentreRoutes } from '../../src/login/account/routes.ts'
import { loginRoutes } from '../../src/login/routes.ts'
import { attributePaths, openRegistry, type Registry } from './attribute-paths.ts'
import { openInstallation, operationsWith, type Installation } from './installation.ts'
import type { Reply } from './surface.ts'

/** What nobody may say of themselves, with what they would like to say. */
const forbidden: readonly (readonly [string, string])[] = [
  ['email_verified', 'true'],
  ['phone_number_verified', 'true'],
  ['sub', '11111111-2222-4333-8444-555555555555'],
  ['username', 'administrator'],
  ['cognito:username', 'administrator'],
  ['cognito:user_status', 'CONFIRMED'],
  ['cognito:groups', 'administrators'],
  ['cognito:mfa_enabled', 'false'],
  ['identities', '[{"providerName":"Google","userId":"1"}]'],
  ['custom:role', 'administrator'],
  ['custom:fixed', 'changed'],
  ['custom:secret', 'changed'],
  ['dev:custom:secret', 'changed'],
  ['dev:custom:role', 'administrator'],
  ['status', 'CONFIRMED'],
  ['UserStatus', 'CONFIRMED'],
  ['enabled', 'true'],
  ['groups', 'administrators'],
  ['mfaFactors', 'SMS_MFA'],
  ['passwordSetAt', '0'],
  ['__proto__', 'polluted'],
  ['constructor', 'polluted'],
  ['prototype', 'polluted'],
  ['toString', 'polluted'],
  ['Email_Verified', 'true'],
  ['EMAIL_VERIFIED', 'true'],
  ['email_verified ', 'true'],
  ['\uff45mail_verified', 'true'],
  ['custom:role\u0000', 'administrator'],
]

/** What must be the same after every try: all but what the client may write, and what a step of its own changes. */
function guarded(user: Awaited<ReturnType<Registry['stored']>>): unknown {
  if (!user) return undefined
  const { attributes, status, enabled, sub, username, groups, mfaFactors, preferredMfaFactor } = user
  const { name: _name, email: _email, ...rest } = attributes
  return { attributes: rest, status, enabled, username, groups, mfaFactors, preferredMfaFactor, sub }
}

interface Outcome {
  readonly before: string
  readonly after: string
}

async function outcomeOf(path: string, attributes: typeof forbidden, writable?: readonly string[]): Promise<Outcome> {
  const way = attributePaths[path]
  assert.ok(way)
  await using on = await openInstallation()
  const registry = await openRegistry(on, writable)
  const before = JSON.stringify(guarded(await registry.stored(way.username)))
  await way.write(registry, attributes)
  return { before, after: JSON.stringify(guarded(await registry.stored(way.username))) }
}

/** What a path makes of these attributes, one at a time and all together, that it does not make of none. */
async function findBound(path: string, attributes: typeof forbidden, writable?: readonly string[]): Promise<string[]> {
  const plain = await outcomeOf(path, [], writable)
  const alone = attributes.map((attribute) => [attribute])
  const bound: string[] = []
  for (const tried of [...alone, [['name', 'Somebody'] as const, ...attributes]]) {
    const { before, after } = await outcomeOf(path, tried, writable)
    // Refused, and so as before; or ignored, and so as without them.
    if (after !== before && after !== plain.after) bound.push(`${tried.join()}: ${after}`)
  }
  return bound
}

describe('attributes that are not for people to write', () => {
  test('are tried at every operation and page that writes attributes', () => {
    const members = ['UserAttributes', 'UserAttributeNames', 'ChallengeResponses']
    const writers: readonly string[] = operationsWith(members, 'none')
    assert.deepEqual(
      writers.filter((name) => !(name in attributePaths)),
      [],
    )
    const forms = loginRoutes.filter(({ method }) => method === 'POST').map(({ path }) => path)
    assert.deepEqual(
      forms.filter((path) => !(path in attributePaths) && !withoutAttributes.includes(path)),
      [],
    )
  })

  for (const path of Object.keys(attributePaths)) {
    test(`are not written by ${path}, alone or among others`, async () => {
      assert.deepEqual(await findBound(path, forbidden), [])
    })
  }

  test('leave the prototype of everything alone', () => {
    assert.equal('polluted' in {}, false)
    assert.equal(Object.keys(Object.prototype).length, 0)
    assert.equal(Object.prototype.toString.call({}), '[object Object]')
  })

  test('are found by the harness where a client may write them', async () => {
    const writable = ['email', 'name', 'custom:role']
    for (const path of ['SignUp', 'UpdateUserAttributes', 'DeleteUserAttributes', 'RespondToAuthChallenge'])
      assert.notDeepEqual(await findBound(path, [['custom:role', 'administrator']], writable), [], path)
  })
})

/** Pages whose forms write no attributes, but the address that is to be a second factor. */
const withoutAttributes = [
  '/confirm',
  '/consent',
  '/authEventFeedback',
  '/confirmUser',
  '/device',
  '/device/allow',
  '/confirmforgotPassword',
  '/forgotPassword',
  '/choose',
  '/code',
  '/login',
  '/mfa',
  '/mfaChoice',
  '/mfaSetup',
  '/mfaSetupApp',
  '/mfaSetupEmail',
  '/organisation',
  '/passkey',
  '/passkeys/add',
  '/password',
  '/passwordStrength',
  '/recoveryCode',
  '/resendcode',
  // The other pages of the account centre write none but what a code proved.
  ...accountCentreRoutes.map(({ path }) => path).filter((path) => !(path in attributePaths)),
]

/** Members that no input has. Written as text, since no literal makes a member of that name. */
const extras: Record<string, unknown> = JSON.parse(`{
  "UserStatus": "CONFIRMED", "UserConfirmed": true, "Enabled": true, "Groups": ["administrators"],
  "UserPoolId": "us-east-1_Other0001", "poolId": "us-east-1_Other0001", "sub": "11111111-2222-4333-8444-555555555555",
  "status": "CONFIRMED", "enabled": true, "attributes": { "email_verified": "true" }, "mfaFactors": [], "version": 99,
  "isAdmin": true, "role": "admin", "MessageAction": "SUPPRESS", "Permanent": true, "TemporaryPassword": "x",
  "ForceAliasCreation": true, "EmailVerified": true, "AccessToken": null, "writer": { "by": "administrator" },
  "constructor": { "prototype": { "polluted": true } }, "__proto__": { "UserStatus": "CONFIRMED", "polluted": true }
}`)

describe('members that an input does not have', () => {
  /** A life, in which every request has the same members more. */
  async function live(on: Installation, more: object): Promise<readonly unknown[]> {
    const registry = await openRegistry(on)
    const { app, stored, pool } = registry
    const operate: Installation['operate'] = (name, input) => {
      // What a member of that name means is not for this test.
      const own = Object.entries(more).filter(([member]) => !operationsWith([member], 'none').includes(name))
      const all = Object.fromEntries([...own, ...Object.entries(input)])
      return on.operate(name, all)
    }
    const ClientId = app.client.id
    const ids = { ClientId, Username: 'carol' }
    const Password = 'Passw0rd! of carol'
    const replies: Reply[] = []
    const keep = async (reply: Promise<Reply>): Promise<Record<string, any>> => {
      replies.push(await reply)
      return JSON.parse(replies.at(-1)?.body || '{}')
    }
    const UserAttributes = [{ Name: 'email', Value: 'carol@example.com', ...more }]
    await keep(operate('SignUp', { ...ids, Password, UserAttributes }))
    const states = [await stored('carol')]
    await keep(operate('ConfirmSignUp', { ...ids, ConfirmationCode: on.ports.messages.at(-1)?.code }))
    const AuthParameters = { USERNAME: 'carol', PASSWORD: Password }
    const signedIn = await keep(operate('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }))
    const { AccessToken } = signedIn.AuthenticationResult ?? {}
    await keep(
      operate('UpdateUserAttributes', { AccessToken, UserAttributes: [{ Name: 'name', Value: 'Carol', ...more }] }),
    )
    await keep(
      operate('ChangePassword', { AccessToken, PreviousPassword: Password, ProposedPassword: 'N3w password!' }),
    )
    await keep(operate('ForgotPassword', ids))
    const ConfirmationCode = on.ports.messages.at(-1)?.code
    await keep(operate('ConfirmForgotPassword', { ...ids, ConfirmationCode, Password }))
    states.push(await stored('carol'))
    assert.deepEqual([states[0]?.status, states[1]?.status], ['UNCONFIRMED', 'CONFIRMED'])
    const { items } = await on.ports.storage.users.list(pool.id, undefined, { limit: 60, after: undefined })
    return [...states, items, replies.map(({ status, body }) => [status, body.length])]
  }

  test('change nothing of what is stored or answered, and pollute nothing', async () => {
    await using plain = await openInstallation()
    await using extended = await openInstallation()
    assert.deepEqual(await live(extended, extras), await live(plain, {}))
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  })

  test('are found by the harness where they are bound', async () => {
    await using plain = await openInstallation()
    await using bound = await openInstallation()
    const operate: Installation['operate'] = async (name, input) => {
      const reply = await bound.operate(name, input)
      const UserPoolId = 'us-east-1_AbCdEf123'
      if (name === 'SignUp' && 'Groups' in input) {
        await bound.operate('CreateGroup', { UserPoolId, GroupName: 'administrators' })
        await bound.operate('AdminAddUserToGroup', { UserPoolId, GroupName: 'administrators', Username: 'carol' })
      }
      return reply
    }
    assert.notDeepEqual(await live({ ...bound, operate }, extras), await live(plain, {}))
  })
})
