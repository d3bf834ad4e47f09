import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { DescribeRiskConfiguration } from './DescribeRiskConfiguration.ts'
import { SetRiskConfiguration } from './SetRiskConfiguration.ts'

const plus = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } } as const
const mail = { Subject: 'Sign-in', HtmlBody: '<p>Was it you?</p>', TextBody: 'Was it you?' }
const settings = {
  CompromisedCredentialsRiskConfiguration: { EventFilter: ['SIGN_IN'], Actions: { EventAction: 'BLOCK' } },
  AccountTakeoverRiskConfiguration: {
    NotifyConfiguration: {
      From: 'no-reply@example.com',
      ReplyTo: 'help@example.com',
      SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.com',
      BlockEmail: mail,
      NoActionEmail: mail,
      MfaEmail: mail,
    },
    Actions: {
      LowAction: { Notify: false, EventAction: 'NO_ACTION' },
      MediumAction: { Notify: true, EventAction: 'MFA_IF_CONFIGURED' },
      HighAction: { Notify: true, EventAction: 'BLOCK' },
    },
  },
  RiskExceptionConfiguration: { BlockedIPRangeList: ['192.0.2.0/24'], SkippedIPRangeList: ['2001:db8::/32'] },
}

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration: plus })
  const client = await givenClient(ports, pool)
  const set = (input: object) => callOnWire(SetRiskConfiguration, ports, { UserPoolId: pool.id, ...input })
  const describe = (input: object = {}) =>
    callOnWire(DescribeRiskConfiguration, ports, { UserPoolId: pool.id, ...input })
  const LastModifiedDate = ports.clock.now().getTime() / 1000
  return { ports, pool, client, set, describe, LastModifiedDate }
}

describe('risk configurations', () => {
  test('come back as they were set', async () => {
    const { pool, set, describe, LastModifiedDate } = await given()
    assert.deepEqual(await describe(), { RiskConfiguration: { UserPoolId: pool.id } })
    const expected = { RiskConfiguration: { UserPoolId: pool.id, ...settings, LastModifiedDate } }
    assert.deepEqual(await set(settings), expected)
    assert.deepEqual(await describe(), expected)
  })

  test('are replaced as a whole', async () => {
    const { pool, set, describe, LastModifiedDate } = await given()
    await set(settings)
    await set({})
    assert.deepEqual(await describe(), { RiskConfiguration: { UserPoolId: pool.id, LastModifiedDate } })
  })

  test('of a client are its own', async () => {
    const { pool, client, set, describe, LastModifiedDate } = await given()
    const RiskExceptionConfiguration = { BlockedIPRangeList: ['198.51.100.0/24'] }
    await set(settings)
    await set({ ClientId: client.id, RiskExceptionConfiguration })
    const of = { UserPoolId: pool.id, ClientId: client.id }
    assert.deepEqual(await describe({ ClientId: client.id }), {
      RiskConfiguration: { ...of, RiskExceptionConfiguration, LastModifiedDate },
    })
    assert.deepEqual(await describe(), { RiskConfiguration: { UserPoolId: pool.id, ...settings, LastModifiedDate } })
  })

  test('are for pools with threat protection, and for their clients', async () => {
    const { ports, set, describe } = await given()
    const plain = await givenPool(ports, { id: 'us-east-1_Plain0001' })
    const off = 'UserPoolAddOnNotEnabledException: User pool add-ons are not enabled for this user pool.'
    assert.equal(await callOnWire(SetRiskConfiguration, ports, { UserPoolId: plain.id, ...settings }), off)
    assert.equal(await callOnWire(DescribeRiskConfiguration, ports, { UserPoolId: plain.id }), off)
    const stranger = await givenClient(ports, plain, { id: 'stranger' })
    const none = /^ResourceNotFoundException: User pool client stranger does not exist in user pool/
    assert.match(String(await set({ ClientId: stranger.id })), none)
    assert.match(String(await describe({ ClientId: stranger.id })), none)
    assert.equal(
      await set({ UserPoolId: 'us-east-1_Unknown01' }),
      'ResourceNotFoundException: User pool us-east-1_Unknown01 does not exist.',
    )
  })

  test('name ranges that are ranges', async () => {
    const { set } = await given()
    for (const range of [
      '192.0.2.1',
      '192.0.2.0/33',
      '2001:db8::/129',
      'fe80::1%eth0/64',
      'x/8',
      '192.0.2.0/8/8',
      '/8',
    ]) {
      const answer = `InvalidParameterException: Invalid IP range: ${range}`
      assert.equal(await set({ RiskExceptionConfiguration: { BlockedIPRangeList: [range] } }), answer)
      assert.equal(await set({ RiskExceptionConfiguration: { SkippedIPRangeList: ['10.0.0.0/8', range] } }), answer)
    }
  })

  test('that notify say how', async () => {
    const { set } = await given()
    const { Actions, NotifyConfiguration } = settings.AccountTakeoverRiskConfiguration
    assert.equal(
      await set({ AccountTakeoverRiskConfiguration: { Actions } }),
      'InvalidParameterException: NotifyConfiguration is required when Notify is set for an account takeover action.',
    )
    const BlockEmail = { Subject: 'Nothing to say' }
    assert.equal(
      await set({
        AccountTakeoverRiskConfiguration: { Actions, NotifyConfiguration: { ...NotifyConfiguration, BlockEmail } },
      }),
      'InvalidParameterException: A notification email must have HtmlBody or TextBody.',
    )
  })

  for (const member of ['From', 'ReplyTo']) {
    test(`name one mailbox as ${member}`, async () => {
      const { set } = await given()
      const { Actions, NotifyConfiguration } = settings.AccountTakeoverRiskConfiguration
      const having = (address: string) => ({
        AccountTakeoverRiskConfiguration: {
          Actions,
          NotifyConfiguration: { ...NotifyConfiguration, [member]: address },
        },
      })
      for (const address of ['nobody', 'a@example.com, b@example.com', 'a@example.com\r\nBcc: b@example.com']) {
        const answer = `InvalidParameterException: Invalid ${member} in NotifyConfiguration: ${address}`
        assert.equal(await set(having(address)), answer)
      }
      assert.equal(typeof (await set(having('Harbour <harbour@example.com>'))), 'object')
    })
  }
})
