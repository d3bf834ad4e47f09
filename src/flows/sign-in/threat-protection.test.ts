import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AccountTakeoverActionType, AdvancedSecurityModeType } from '../../contract/shapes.gen.ts'
import type { AuthEvent } from '../../domain/risk/auth-event.ts'
import type { RiskSettings } from '../../domain/risk/risk-configuration.ts'
import { refusalOf } from '../../testing/call-operation.ts'
import { givenSignIn, type SignInSetUp } from '../../testing/given-sign-in.ts'
import { appCode } from '../../testing/sign-in-client.ts'
import { appSecret } from '../../testing/given-sign-in.ts'
import { asItWas, testFunctions } from '../../testing/test-functions.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { activityOutcomes } from '../threat-protection/activity-outcome.ts'

const password = 'Passw0rd!'
const securityReasons = 'NotAuthorizedException: Unable to login because of security reasons'

interface SetUp extends SignInSetUp {
  readonly mode?: AdvancedSecurityModeType
  readonly settings: RiskSettings
}

/** What is done at every level of risk. */
function always(EventAction: AccountTakeoverActionType['EventAction'], Notify = false): RiskSettings {
  const action = { EventAction, Notify }
  const NotifyConfiguration = {
    SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.com',
    From: 'Notes security <security@example.com>',
    ReplyTo: 'help@example.com',
    BlockEmail: { Subject: 'Stopped', HtmlBody: '<p>{ip-address} {device-name} {one-click-link-invalid}</p>' },
  }
  return {
    AccountTakeoverRiskConfiguration: {
      NotifyConfiguration,
      Actions: { LowAction: action, MediumAction: action, HighAction: action },
    },
  }
}

/** Alice, who has always signed in from somewhere else. */
async function given({ mode = 'ENFORCED', settings, pool, ...more }: SetUp) {
  const ports = await testPorts()
  const configuration = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: mode }, ...pool?.configuration }
  const all = await givenSignIn(ports, { ...more, pool: { ...pool, configuration } as SignInSetUp['pool'] })
  const { id: poolId } = all.pool
  const habit: AuthEvent = {
    poolId,
    sub: all.user.sub,
    id: 'habit',
    type: 'SignIn',
    response: 'Pass',
    createdAt: new Date(ports.clock.now().getTime() - 86_400_000),
    clientId: all.client.id,
    ipAddress: '198.51.100.7',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
    challenges: [],
  }
  await ports.storage.commit([
    {
      write: 'putRiskConfiguration',
      configuration: { poolId, clientId: undefined, settings, updatedAt: habit.createdAt },
    },
    { write: 'recordAuthEvent', event: habit },
  ])
  const newest = async () => {
    const { items } = await ports.storage.users.listAuthEvents(poolId, all.user.sub, { limit: 1, after: undefined })
    return items[0]
  }
  return { ports, ...all, newest }
}

describe('a risky sign-in', () => {
  test('is stopped where the pool blocks it, and told as Block', async () => {
    const { app, newest } = await given({ settings: always('BLOCK') })
    assert.equal(await refusalOf(app.withPassword('alice', password)), securityReasons)
    const event = await newest()
    assert.deepEqual(
      [event?.response, event?.risk, event?.challenges],
      ['Fail', { decision: 'Block', level: 'Medium' }, [{ name: 'Password', response: 'Success' }]],
    )
  })

  test('goes on under AUDIT, and is told', async () => {
    const { app, newest } = await given({ mode: 'AUDIT', settings: always('BLOCK') })
    assert.ok((await app.withPassword('alice', password)).AuthenticationResult)
    const event = await newest()
    assert.deepEqual([event?.response, event?.risk], ['Pass', { decision: 'Block', level: 'Medium' }])
  })

  test('with a wrong password gets the ordinary answer', async () => {
    const { app } = await given({ settings: always('BLOCK') })
    const answer = await refusalOf(app.withPassword('alice', 'wrong'))
    assert.equal(answer, 'NotAuthorizedException: Incorrect username or password.')
  })

  test('needs a second factor where the pool requires one, and is stopped without', async () => {
    const { app } = await given({ settings: always('MFA_REQUIRED') })
    assert.equal(await refusalOf(app.withPassword('alice', password)), securityReasons)
    const withApp = await given({ settings: always('MFA_REQUIRED'), user: { mfaFactors: ['SOFTWARE_TOKEN_MFA'] } })
    const { ChallengeName, Session } = await withApp.app.withPassword('alice', password)
    assert.equal(ChallengeName, 'SOFTWARE_TOKEN_MFA')
    assert.equal((await withApp.newest())?.response, 'InProgress')
    const SOFTWARE_TOKEN_MFA_CODE = appCode(withApp.ports, appSecret)
    const done = await withApp.app.respond(ChallengeName, { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE }, Session)
    assert.ok(done.AuthenticationResult)
    const event = await withApp.newest()
    assert.deepEqual([event?.response, event?.risk], ['Pass', { decision: 'AccountTakeover', level: 'Medium' }])
  })

  test('goes on without a second factor where one is asked for only of those who have one', async () => {
    const { app } = await given({ settings: always('MFA_IF_CONFIGURED') })
    assert.ok((await app.withPassword('alice', password)).AuthenticationResult)
  })

  test('is told to the user once, in the pool’s words, with links to its own domain', async () => {
    const user = { attributes: { email: 'alice@example.com', email_verified: 'true' } }
    const { ports, app, pool } = await given({ settings: always('BLOCK', true), user })
    const domain = { domain: 'notes', poolId: pool.id, customDomainConfig: undefined, managedLoginVersion: 1 } as const
    await ports.storage.commit([{ write: 'createDomain', domain: { ...domain, createdAt: ports.clock.now() } }])
    await refusalOf(app.withPassword('alice', password))
    ports.clock.advanceSeconds(60)
    await refusalOf(app.withPassword('alice', password))
    assert.equal(ports.messages.length, 1)
    const [mail] = ports.messages
    assert.deepEqual([mail?.to, mail?.subject, mail?.channel], ['alice@example.com', 'Stopped', 'EMAIL'])
    assert.deepEqual([mail?.from, mail?.replyTo], ['Notes security <security@example.com>', 'help@example.com'])
    assert.equal(mail && 'custom' in mail, false)
    assert.match(
      mail?.html ?? '',
      /^<p>203\.0\.113\.7 Other, Other <a href="https:\/\/notes\.auth\.us-east-1\.localhost\/authEventFeedback\?feedback=Invalid&amp;feedback_token=[\w-]+">It was not me<\/a><\/p>$/,
    )
  })

  test('is not looked at from an address that the pool skips', async () => {
    const skipped = { RiskExceptionConfiguration: { SkippedIPRangeList: ['203.0.113.0/24'] } }
    const { app, newest } = await given({ settings: { ...always('BLOCK'), ...skipped } })
    assert.ok((await app.withPassword('alice', password)).AuthenticationResult)
    assert.deepEqual((await newest())?.risk, { decision: 'NoRisk' })
  })

  test('costs no read and leaves no trace where threat protection is off', async () => {
    const ports = await testPorts()
    const { app, pool, user } = await givenSignIn(ports, {})
    await app.withPassword('alice', password)
    const { items } = await ports.storage.users.listAuthEvents(pool.id, user.sub, { limit: 9, after: undefined })
    assert.deepEqual(
      items.map(({ risk }) => risk),
      [undefined],
    )
  })
})

describe('an address that the pool blocks', () => {
  const settings = { RiskExceptionConfiguration: { BlockedIPRangeList: ['203.0.113.0/24'] } }

  test('gets one answer, whoever is named and whatever the password', async () => {
    const { app } = await given({ settings })
    for (const [name, attempt] of [
      ['alice', password],
      ['alice', 'wrong'],
      ['nobody', 'wrong'],
    ] as const) {
      assert.equal(await refusalOf(app.withPassword(name, attempt)), securityReasons)
      assert.equal(await refusalOf(app.withSrp(name, attempt)), securityReasons)
    }
  })

  test('is recorded with the user once a day, counted every time, and locks nobody out', async () => {
    const { app, ports, pool, user, client, newest } = await given({ settings })
    const { length } = ports.commits
    for (let nth = 0; nth < 6; nth += 1) {
      ports.clock.advanceSeconds(1)
      await refusalOf(app.withPassword('alice', 'wrong'))
    }
    const { id, ...event } = (await newest()) ?? {}
    assert.match(String(id), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.deepEqual(event, {
      poolId: pool.id,
      sub: user.sub,
      type: 'SignIn',
      response: 'Fail',
      createdAt: ports.clock.now(),
      clientId: client.id,
      ipAddress: '203.0.113.7',
      userAgent: 'test',
      challenges: [],
      risk: { decision: 'Block', level: 'High' },
    })
    const outcomes = ports.commits.slice(length).flatMap(({ writes }) => activityOutcomes(writes))
    assert.deepEqual(
      outcomes,
      Array.from({ length: 6 }, () => ({ kind: 'event', type: 'SignIn', response: 'Fail', decision: 'Block' })),
    )
    const count = async () =>
      (await ports.storage.users.listAuthEvents(pool.id, user.sub, { limit: 9, after: undefined })).items.length
    assert.equal(await count(), 2)
    assert.equal(await ports.storage.attempts.findLock(pool.id, user.sub, ports.clock.now()), undefined)
    ports.clock.advanceSeconds(86_400)
    await refusalOf(app.withPassword('alice', 'wrong'))
    assert.equal(await count(), 3)
  })

  test('costs as much for a name nobody has', async () => {
    const { app, ports } = await given({ settings })
    const commitsFor = async (name: string) => {
      const { length } = ports.commits
      await refusalOf(app.withPassword(name, 'wrong'))
      return ports.commits.slice(length).map(({ writes }) => writes.map(({ write }) => write))
    }
    assert.deepEqual(await commitsFor('alice'), [['recordAuthEvent']])
    assert.deepEqual(await commitsFor('nobody'), [['putCode', 'spendSession']])
  })

  test('learns nothing from another directory', async () => {
    const LambdaConfig = testFunctions().install({ UserMigration: asItWas })
    const { app, ports } = await given({ settings, pool: { configuration: { LambdaConfig } } })
    assert.equal(await refusalOf(app.withPassword('nobody', 'wrong')), securityReasons)
    assert.deepEqual(ports.functions.events, [])
  })

  test('is only told under AUDIT', async () => {
    const { app, newest } = await given({ mode: 'AUDIT', settings })
    assert.ok((await app.withPassword('alice', password)).AuthenticationResult)
    assert.deepEqual((await newest())?.risk, { decision: 'Block', level: 'High' })
  })
})

describe('a compromised password', () => {
  const settings = { CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } } } as const
  const compromised = 'football'
  const user = { password: compromised }

  test('signs nobody in and has to be reset', async () => {
    const { app, ports, pool, user: alice, newest } = await given({ settings, user })
    const answer = await refusalOf(app.withPassword('alice', compromised))
    assert.equal(answer, 'PasswordResetRequiredException: Password reset required for the user')
    assert.equal((await ports.storage.users.find(pool.id, alice.sub))?.status, 'RESET_REQUIRED')
    assert.deepEqual((await newest())?.risk, { decision: 'Block', isCompromised: true })
  })

  test('is not seen by SRP', async () => {
    const { app } = await given({ settings, user })
    assert.ok((await app.withSrp('alice', compromised)).AuthenticationResult)
  })

  test('is only told under AUDIT', async () => {
    const { app, newest } = await given({ mode: 'AUDIT', settings, user })
    assert.ok((await app.withPassword('alice', compromised)).AuthenticationResult)
    assert.equal((await newest())?.risk?.isCompromised, true)
  })

  test('is not looked for where the filter leaves signing in out', async () => {
    const filter = {
      CompromisedCredentialsRiskConfiguration: { EventFilter: ['SIGN_UP'], Actions: { EventAction: 'BLOCK' } },
    } as const
    const { app, newest } = await given({ settings: filter, user })
    assert.ok((await app.withPassword('alice', compromised)).AuthenticationResult)
    assert.equal((await newest())?.risk?.isCompromised, undefined)
  })
})
