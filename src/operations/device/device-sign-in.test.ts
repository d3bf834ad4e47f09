import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenUser } from '../../testing/given.ts'
import { srpClient } from '../../testing/srp-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { GetTokensFromRefreshToken } from '../auth/GetTokensFromRefreshToken.ts'
import { AdminUpdateDeviceStatus } from './AdminUpdateDeviceStatus.ts'
import { ForgetDevice } from './ForgetDevice.ts'
import {
  claimsOf,
  confirmDevice,
  deviceNamed,
  givenDevice,
  incorrect,
  noDevice,
  proveDevice,
  type DeviceSetup,
} from '../../testing/given-device.ts'

describe('a confirmed device', () => {
  test('proves itself after the password, and the tokens are its own', async () => {
    await using ports = await testPorts()
    const all = await givenDevice(ports)
    await confirmDevice(ports, all)
    ports.clock.advanceSeconds(3600)
    const { Session: session, ...challenge } = await all.app.withSrp('alice', 'Passw0rd!', {
      DEVICE_KEY: all.device.key,
    })
    assert.deepEqual(challenge, { ChallengeName: 'DEVICE_SRP_AUTH', ChallengeParameters: {} })
    const { begun, answer } = await proveDevice(ports, all, session)
    assert.equal(begun.ChallengeName, 'DEVICE_PASSWORD_VERIFIER')
    assert.equal(begun.Session, undefined)
    assert.deepEqual(Object.keys(begun.ChallengeParameters ?? {}).toSorted(), [
      'DEVICE_KEY',
      'SALT',
      'SECRET_BLOCK',
      'SRP_B',
      'USERNAME',
    ])
    const { AuthenticationResult: result } = await all.app.respond('DEVICE_PASSWORD_VERIFIER', answer)
    assert.equal(result?.NewDeviceMetadata, undefined)
    assert.equal(claimsOf(result?.AccessToken).device_key, all.device.key)
    const stored = await ports.storage.factors.findDevice(all.user.poolId, all.user.sub, all.device.key)
    assert.deepEqual(stored?.authenticatedAt, ports.clock.now())
    assert.equal(
      await refusalOf(all.app.respond('DEVICE_PASSWORD_VERIFIER', answer)),
      'NotAuthorizedException: Invalid session for the user, session can only be used once.',
    )
  })

  test('may be named with the first request, in a flow with a password as well', async () => {
    await using ports = await testPorts()
    const all = await givenDevice(ports)
    await confirmDevice(ports, all)
    const begun = await all.app.withPassword('alice', 'Passw0rd!', { DEVICE_KEY: all.device.key })
    assert.equal(begun.ChallengeName, 'DEVICE_SRP_AUTH')
    const { answer } = await proveDevice(ports, all, begun.Session)
    assert.ok((await all.app.respond('DEVICE_PASSWORD_VERIFIER', answer)).AuthenticationResult)
  })

  test('whose proof is wrong is a wrong guess at the user', async () => {
    await using ports = await testPorts()
    const all = await givenDevice(ports)
    await confirmDevice(ports, all)
    const begun = await all.app.withPassword('alice', 'Passw0rd!', { DEVICE_KEY: all.device.key })
    const { answer } = await proveDevice(ports, all, begun.Session, 'something else')
    for (let guess = 0; guess < 5; guess += 1) {
      assert.equal(await refusalOf(all.app.respond('DEVICE_PASSWORD_VERIFIER', answer)), incorrect)
    }
    assert.equal(
      await refusalOf(all.app.withPassword('alice', 'Passw0rd!')),
      'NotAuthorizedException: Password attempts exceeded',
    )
  })

  test('that is unknown is told to whoever knows the password, who can go on without it', async () => {
    await using ports = await testPorts()
    const { app } = await givenDevice(ports)
    const DEVICE_KEY = 'us-east-1_00000000-0000-4000-8000-000000000000'
    assert.equal(await refusalOf(app.withPassword('alice', 'wrong', { DEVICE_KEY })), incorrect)
    assert.equal(await refusalOf(app.withPassword('alice', 'Passw0rd!', { DEVICE_KEY })), noDevice)

    const srp = srpClient()
    const begun = await app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: srp.publicValue, DEVICE_KEY })
    const identity = { realm: 'AbCdEf123', username: 'alice', password: 'Passw0rd!' }
    const answer = { USERNAME: 'alice', ...srp.prove(begun.ChallengeParameters ?? {}, identity, ports.clock.now()) }
    assert.equal(await refusalOf(app.respond('PASSWORD_VERIFIER', { ...answer, DEVICE_KEY })), noDevice)
    assert.ok((await app.respond('PASSWORD_VERIFIER', answer)).AuthenticationResult?.NewDeviceMetadata)
  })

  test('of somebody else is unknown', async () => {
    await using ports = await testPorts()
    const all = await givenDevice(ports)
    await confirmDevice(ports, all)
    await givenUser(ports, all.pool, { username: 'bob' })
    assert.equal(await refusalOf(all.app.withSrp('bob', 'Passw0rd!', { DEVICE_KEY: all.device.key })), noDevice)
  })

  test('cannot be exchanged for another in the middle', async () => {
    await using ports = await testPorts()
    const all = await givenDevice(ports)
    await confirmDevice(ports, all)
    const second = await all.app.withSrp('alice', 'Passw0rd!')
    const other = deviceNamed(second.AuthenticationResult?.NewDeviceMetadata)
    await confirmDevice(ports, { accessToken: second.AuthenticationResult?.AccessToken ?? '', device: other })
    const begun = await all.app.withPassword('alice', 'Passw0rd!', { DEVICE_KEY: all.device.key })
    assert.equal(await refusalOf(proveDevice(ports, { ...all, device: other }, begun.Session)), noDevice)
  })

  const sms = { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } }
  const mfa = { MfaConfiguration: 'OPTIONAL' as const, SmsMfaConfiguration: sms }

  async function withSecondFactor(ports: TestPorts, devices: DeviceSetup['devices']) {
    const user = { attributes: { phone_number: '+15550100' } }
    const all = await givenDevice(ports, { devices, mfa, user })
    await confirmDevice(ports, all)
    const stored = await ports.storage.users.find(all.user.poolId, all.user.sub)
    assert.ok(stored)
    const changed = { ...stored, mfaFactors: ['SMS_MFA' as const], version: stored.version + 1 }
    await ports.storage.commit([
      { write: 'updateUser', user: changed, aliases: [{ namespace: 'username', key: 'alice' }] },
    ])
    return all
  }

  test('comes after the second factor', async () => {
    await using ports = await testPorts()
    const all = await withSecondFactor(ports, {})
    const begun = await all.app.withSrp('alice', 'Passw0rd!', { DEVICE_KEY: all.device.key })
    assert.equal(begun.ChallengeName, 'SMS_MFA')
    const SMS_MFA_CODE = ports.messages[0]?.code ?? ''
    const code = { USERNAME: 'alice', SMS_MFA_CODE, DEVICE_KEY: all.device.key }
    const next = await all.app.respond('SMS_MFA', code, begun.Session)
    assert.equal(next.ChallengeName, 'DEVICE_SRP_AUTH')
    const { answer } = await proveDevice(ports, all, next.Session)
    assert.ok((await all.app.respond('DEVICE_PASSWORD_VERIFIER', answer)).AuthenticationResult)
  })

  test('that is remembered stands in for it where the pool challenges new devices only', async () => {
    await using ports = await testPorts()
    const all = await withSecondFactor(ports, { ChallengeRequiredOnNewDevice: true })
    assert.equal((await all.app.withSrp('alice', 'Passw0rd!')).ChallengeName, 'SMS_MFA')
    const begun = await all.app.withSrp('alice', 'Passw0rd!', { DEVICE_KEY: all.device.key })
    assert.equal(begun.ChallengeName, 'DEVICE_SRP_AUTH')
    const { answer } = await proveDevice(ports, all, begun.Session)
    assert.ok((await all.app.respond('DEVICE_PASSWORD_VERIFIER', answer)).AuthenticationResult)
  })

  test('that is not remembered does not', async () => {
    await using ports = await testPorts()
    const all = await withSecondFactor(ports, { ChallengeRequiredOnNewDevice: true })
    const input = { UserPoolId: all.pool.id, Username: 'alice', DeviceKey: all.device.key }
    await call(AdminUpdateDeviceStatus, ports, { ...input, DeviceRememberedStatus: 'not_remembered' })
    const begun = await all.app.withSrp('alice', 'Passw0rd!', { DEVICE_KEY: all.device.key })
    assert.equal(begun.ChallengeName, 'SMS_MFA')
  })

  test('is asked for when its session goes on', async () => {
    await using ports = await testPorts()
    const all = await givenDevice(ports)
    const refresh = (DeviceKey?: string) => {
      const { client, refreshToken: RefreshToken } = all
      return refusalOf(call(GetTokensFromRefreshToken, ports, { ClientId: client.id, RefreshToken, DeviceKey }))
    }
    assert.equal(typeof (await refresh()), 'object', 'not before it is confirmed')
    await confirmDevice(ports, all)
    assert.equal(await refresh(), 'NotAuthorizedException: Invalid Refresh Token')
    assert.equal(await refresh('us-east-1_0'), 'NotAuthorizedException: Invalid Refresh Token')
    assert.equal(typeof (await refresh(all.device.key)), 'object')
    await call(ForgetDevice, ports, { AccessToken: all.accessToken, DeviceKey: all.device.key })
    assert.equal(await refresh(all.device.key), 'NotAuthorizedException: Invalid Refresh Token')
  })
})
