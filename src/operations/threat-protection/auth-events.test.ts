import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sealFeedbackToken } from '../../flows/threat-protection/feedback-token.ts'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenSignIn } from '../../testing/given-sign-in.ts'
import { givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminListUserAuthEvents } from './AdminListUserAuthEvents.ts'
import { AdminUpdateAuthEventFeedback } from './AdminUpdateAuthEventFeedback.ts'
import { UpdateAuthEventFeedback } from './UpdateAuthEventFeedback.ts'

const plus = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } } as const

async function given() {
  const ports = await testPorts()
  const all = await givenSignIn(ports, { pool: { configuration: plus } })
  const named = { UserPoolId: all.pool.id, Username: 'alice' }
  const list = async (more: object = {}): Promise<any> =>
    callOnWire(AdminListUserAuthEvents, ports, { ...named, ...more })
  return { ports, ...all, named, list }
}

describe('AdminListUserAuthEvents', () => {
  test('tells what a user did, newest first', async () => {
    const { ports, app, list } = await given()
    await app.withPassword('alice', 'wrong').catch(() => undefined)
    ports.clock.advanceSeconds(60)
    await app.withPassword('alice', 'Passw0rd!')
    const { AuthEvents } = await list()
    const [{ EventId: first }, { EventId: second }] = AuthEvents
    const common = {
      EventType: 'SignIn',
      EventContextData: { IpAddress: '203.0.113.7', DeviceName: 'Other, Other' },
      EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
    }
    const now = ports.clock.now().getTime() / 1000
    assert.deepEqual(AuthEvents, [
      {
        EventId: first,
        ...common,
        CreationDate: now,
        EventResponse: 'Pass',
        ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Success' }],
      },
      {
        EventId: second,
        ...common,
        CreationDate: now - 60,
        EventResponse: 'Fail',
        ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Failure' }],
      },
    ])
  })

  test('pages, each user by their own tokens', async () => {
    const { ports, pool, app, list } = await given()
    for (let signIn = 0; signIn < 3; signIn += 1) {
      await app.withPassword('alice', 'Passw0rd!')
      ports.clock.advanceSeconds(1)
    }
    const whole = await list({ MaxResults: 0 })
    assert.equal(whole.NextToken, undefined)
    const first = await list({ MaxResults: 2 })
    const second = await list({ MaxResults: 2, NextToken: first.NextToken })
    assert.equal(second.NextToken, undefined)
    assert.deepEqual([...first.AuthEvents, ...second.AuthEvents], whole.AuthEvents)
    const Username = (await givenUser(ports, pool, { sub: 'bob', username: 'bob' })).username
    const refusal = 'InvalidParameterException: Invalid pagination token.'
    assert.equal(await list({ Username, NextToken: first.NextToken }), refusal)
  })

  test('is for pools with threat protection', async () => {
    const { ports } = await given()
    const pool = await givenPool(ports, { id: 'us-east-1_Plain0001' })
    await givenUser(ports, pool, { username: 'carol', sub: 'carol' })
    assert.equal(
      await callOnWire(AdminListUserAuthEvents, ports, { UserPoolId: pool.id, Username: 'carol' }),
      'UserPoolAddOnNotEnabledException: User pool add-ons are not enabled for this user pool.',
    )
  })
})

describe('feedback on an event', () => {
  test('by an administrator is told with the event', async () => {
    const { ports, app, named, list } = await given()
    await app.withPassword('alice', 'Passw0rd!')
    const [{ EventId }] = (await list()).AuthEvents
    const feedback = { ...named, EventId, FeedbackValue: 'Invalid' }
    assert.deepEqual(await callOnWire(AdminUpdateAuthEventFeedback, ports, feedback), {})
    assert.deepEqual((await list()).AuthEvents[0].EventFeedback, {
      FeedbackValue: 'Invalid',
      Provider: 'Admin',
      FeedbackDate: ports.clock.now().getTime() / 1000,
    })
    assert.equal(
      await callOnWire(AdminUpdateAuthEventFeedback, ports, { ...feedback, EventId: 'none' }),
      'ResourceNotFoundException: Event none does not exist.',
    )
  })

  test('by the user needs the token of this very event, while it lasts', async () => {
    const { ports, pool, user, app, named, list } = await given()
    await app.withPassword('alice', 'Passw0rd!')
    const [{ EventId }] = (await list()).AuthEvents
    const FeedbackToken = sealFeedbackToken(ports, { poolId: pool.id, sub: user.sub, eventId: EventId })
    const feedback = { ...named, EventId, FeedbackToken, FeedbackValue: 'Valid' }
    const say = (more: object) => callOnWire(UpdateAuthEventFeedback, ports, { ...feedback, ...more })
    await givenUser(ports, pool, { sub: 'bob', username: 'bob' })
    const refusal = 'NotAuthorizedException: Invalid feedback token.'
    for (const wrong of [
      { FeedbackToken: 'garbage' },
      { EventId: 'another' },
      { Username: 'bob' },
      { Username: 'nobody' },
    ]) {
      assert.equal(await say(wrong), refusal)
    }
    assert.equal((await list()).AuthEvents[0].EventFeedback, undefined)
    assert.deepEqual(await say({}), {})
    assert.equal((await list()).AuthEvents[0].EventFeedback.Provider, 'User')
    ports.clock.advanceSeconds(7 * 24 * 3600)
    assert.equal(await say({ FeedbackValue: 'Invalid' }), refusal)
    assert.equal((await list()).AuthEvents[0].EventFeedback.FeedbackValue, 'Valid')
  })
})
