import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LogSink } from '../../ports/log-sink.ts'
import { givenSignIn } from '../../testing/given-sign-in.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { createLogDispatcher, type LogDeliveryOutcome } from './deliver-log-records.ts'
import { activityRecords, notificationRecords } from './log-records.ts'

const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/x'
const CloudWatchLogsConfiguration = { LogGroupArn: arn }

/** Alice signs in through ports that log what happens, as a running installation's do. */
async function given(sink: LogSink, mode: 'AUDIT' | 'OFF' = 'AUDIT', isMapped = true) {
  const plain = await testPorts()
  const unmapped: string[] = []
  const outcomes: LogDeliveryOutcome[] = []
  const findSink = (destination: string) => (isMapped && destination === arn ? sink : undefined)
  const options = { ...plain, findSink, onUnmapped: (destination: string) => void unmapped.push(destination) }
  const ports: TestPorts = {
    ...plain,
    storage: {
      ...plain.storage,
      commit: async (writes) => plain.storage.commit([...writes, ...(await activityRecords(options, writes))]),
    },
  }
  const signIn = await givenSignIn(ports, {
    pool: { configuration: { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: mode } } },
  })
  const poolId = signIn.pool.id
  const configurations = [
    { EventSource: 'userAuthEvents', LogLevel: 'INFO', CloudWatchLogsConfiguration },
    { EventSource: 'userNotification', LogLevel: 'ERROR', CloudWatchLogsConfiguration },
  ] as const
  await plain.storage.commit([{ write: 'putLogConfigurations', poolId, configurations }])
  const dispatcher = createLogDispatcher({ ...plain, findSink, observe: (outcome) => void outcomes.push(outcome) })
  return { ports, ...signIn, poolId, options, unmapped, outcomes, dispatcher }
}

function collecting(): LogSink & { readonly lines: any[] } {
  const lines: any[] = []
  return { lines, write: async (batch) => void lines.push(...batch.map((line) => JSON.parse(line))) }
}

describe('log delivery', () => {
  test('tells what people do, in the words of the contract', async () => {
    const sink = collecting()
    const { app, ports, pool, client, user, dispatcher, outcomes } = await given(sink)
    await app.withPassword('alice', 'wrong').catch(() => undefined)
    await app.withPassword('alice', 'Passw0rd!')
    await dispatcher.drain()
    assert.equal(sink.lines.length, 2)
    const passed = sink.lines.find(({ message }) => message.eventResponse === 'Pass')
    assert.deepEqual(passed, {
      eventTimestamp: String(ports.clock.now().getTime()),
      eventSource: 'USER_ACTIVITY',
      logLevel: 'INFO',
      message: {
        version: '1',
        eventId: passed.message.eventId,
        eventType: 'SignIn',
        userSub: user.sub,
        userName: 'alice',
        userPoolId: pool.id,
        clientId: client.id,
        creationDate: 'Sun, 01 Mar 2026 12:00:00 GMT',
        eventResponse: 'Pass',
        riskLevel: '',
        riskDecision: 'NoRisk',
        challenges: ['Password:Success'],
        deviceName: 'Other, Other',
        ipAddress: '203.0.113.7',
        idpName: '',
        compromisedCredentialDetected: 'false',
        city: '',
        country: '',
        eventFeedbackValue: '',
        eventFeedbackDate: '',
        eventFeedbackProvider: '',
        hasContextData: 'false',
      },
      logSourceId: { userPoolId: pool.id },
    })
    assert.deepEqual(outcomes, [{ result: 'delivered', records: 2 }])
    await dispatcher.drain()
    assert.equal(sink.lines.length, 2)
  })

  test('tells of mail that failed', async () => {
    const sink = collecting()
    const { ports, poolId, options, dispatcher } = await given(sink, 'OFF')
    const failure = { poolId, channel: 'EMAIL', reason: 'no such mailbox' } as const
    await ports.storage.commit(await notificationRecords(options, failure))
    await dispatcher.drain()
    const [{ eventSource, logLevel, message }] = sink.lines
    assert.deepEqual(
      [eventSource, logLevel, message],
      ['USER_NOTIFICATION', 'ERROR', { details: 'EMAIL delivery failed: no such mailbox' }],
    )
  })

  test('tells of no activity where threat protection is off, and keeps nothing that goes nowhere', async () => {
    const sink = collecting()
    const off = await given(sink, 'OFF')
    await off.app.withPassword('alice', 'Passw0rd!')
    await off.dispatcher.drain()
    const nowhere = await given(sink, 'AUDIT', false)
    await nowhere.app.withPassword('alice', 'Passw0rd!')
    await nowhere.dispatcher.drain()
    assert.deepEqual([sink.lines, nowhere.unmapped], [[], [arn]])
  })

  test('tries again later where a sink is away, and signs people in meanwhile', async () => {
    const sink = collecting()
    let isAway = true
    const { app, ports, dispatcher, outcomes } = await given({
      write: async (lines) => (isAway ? Promise.reject(new Error('away')) : sink.write(lines)),
    })
    assert.ok((await app.withPassword('alice', 'Passw0rd!')).AuthenticationResult)
    await dispatcher.drain()
    isAway = false
    await dispatcher.drain()
    assert.deepEqual([sink.lines, outcomes], [[], [{ result: 'postponed', records: 1 }]])
    ports.clock.advanceSeconds(5)
    await dispatcher.drain()
    assert.equal(sink.lines.length, 1)
  })

  test('drops after a day what still goes nowhere, and says so', async () => {
    const { app, ports, dispatcher, outcomes } = await given({ write: () => Promise.reject(new Error('away')) })
    await app.withPassword('alice', 'Passw0rd!')
    ports.clock.advanceSeconds(86_400)
    await dispatcher.drain()
    assert.deepEqual(outcomes, [{ result: 'dropped', records: 1 }])
    assert.deepEqual(await ports.storage.logRecords.claim(9, 30, new Date(8e12)), [])
    assert.ok(ports.lines.some(({ level, message }) => level === 'error' && message === 'log records are dropped'))
  })
})
