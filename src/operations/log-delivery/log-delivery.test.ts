import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { UpdateUserPool } from '../user-pool/UpdateUserPool.ts'
import { GetLogDeliveryConfiguration } from './GetLogDeliveryConfiguration.ts'
import { SetLogDeliveryConfiguration } from './SetLogDeliveryConfiguration.ts'

const CloudWatchLogsConfiguration = { LogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/x' }
const S3Configuration = { BucketArn: 'arn:aws:s3:::my-bucket' }
const FirehoseConfiguration = { StreamArn: 'arn:aws:firehose:us-east-1:123456789012:deliverystream/my-stream' }
const errors = { EventSource: 'userNotification', LogLevel: 'ERROR', CloudWatchLogsConfiguration }
const activity = { EventSource: 'userAuthEvents', LogLevel: 'INFO' }

async function given(UserPoolTier: 'PLUS' | 'ESSENTIALS' = 'PLUS') {
  const ports = await testPorts()
  const { id: UserPoolId } = await givenPool(ports, { configuration: { UserPoolTier } })
  const set = (...LogConfigurations: readonly object[]) =>
    callOnWire(SetLogDeliveryConfiguration, ports, { UserPoolId, LogConfigurations })
  const get = () => callOnWire(GetLogDeliveryConfiguration, ports, { UserPoolId })
  return { ports, UserPoolId, set, get }
}

describe('log delivery', () => {
  test('goes to log groups, buckets and streams, one for each source', async () => {
    const { UserPoolId, set, get } = await given()
    const answer = (...LogConfigurations: readonly object[]) => ({
      LogDeliveryConfiguration: { UserPoolId, LogConfigurations },
    })
    assert.deepEqual(await get(), answer())
    for (const destination of [{ CloudWatchLogsConfiguration }, { S3Configuration }, { FirehoseConfiguration }]) {
      const both = [errors, { ...activity, ...destination }]
      assert.deepEqual(await set(...both), answer(...both))
      assert.deepEqual(await get(), answer(...both))
    }
    assert.deepEqual(await set(), answer())
    assert.deepEqual(await get(), answer())
  })

  test('refuses what could go nowhere', async () => {
    const { set } = await given()
    const refused = async (text: string, ...configurations: readonly object[]) =>
      assert.equal(await set(...configurations), `InvalidParameterException: ${text}`)
    await refused('Each event source can be configured once.', errors, errors)
    await refused('The log level of userNotification must be ERROR.', { ...errors, LogLevel: 'INFO' })
    await refused('The log level of userAuthEvents must be INFO.', { ...activity, LogLevel: 'ERROR', S3Configuration })
    await refused('A log configuration must have exactly one destination.', activity)
    await refused('A log configuration must have exactly one destination.', {
      ...activity,
      S3Configuration,
      FirehoseConfiguration,
    })
    await refused('userNotification logs can be sent to CloudWatch Logs only.', {
      ...errors,
      CloudWatchLogsConfiguration: undefined,
      S3Configuration,
    })
    const StreamArn = 'arn:aws:lambda:us-east-1:123456789012:function:f'
    await refused(`Invalid destination: ${StreamArn}`, { ...activity, FirehoseConfiguration: { StreamArn } })
  })

  test('of activity needs the Plus plan, and keeps a pool in it', async () => {
    const lower = await given('ESSENTIALS')
    assert.equal(
      await lower.set({ ...activity, S3Configuration }),
      'FeatureUnavailableInTierException: The following feature is not available for the ESSENTIALS pricing tier ' +
        'configured: User Activity Log Export',
    )
    assert.equal(typeof (await lower.set(errors)), 'object')
    const { ports, UserPoolId, set } = await given()
    await set({ ...activity, S3Configuration })
    assert.equal(
      await callOnWire(UpdateUserPool, ports, { UserPoolId, UserPoolTier: 'ESSENTIALS' }),
      'TierChangeNotAllowedException: The following features need to be disabled for the ESSENTIALS pricing tier ' +
        'configured: User Activity Log Export',
    )
  })

  test('of no pool is not found', async () => {
    const { ports } = await given()
    const UserPoolId = 'us-east-1_Unknown01'
    const text = `ResourceNotFoundException: User pool ${UserPoolId} does not exist.`
    assert.equal(await callOnWire(GetLogDeliveryConfiguration, ports, { UserPoolId }), text)
    assert.equal(await callOnWire(SetLogDeliveryConfiguration, ports, { UserPoolId, LogConfigurations: [] }), text)
  })
})
