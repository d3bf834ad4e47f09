import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { NewDeviceMetadataType } from '../../contract/shapes.gen.ts'
import type { UserPoolConfiguration, MfaSettings } from '../../domain/user-pools/user-pool.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../testing/given.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { deviceVerifier, srpClient } from '../../testing/srp-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { GetTokensFromRefreshToken } from '../auth/GetTokensFromRefreshToken.ts'
import { AdminForgetDevice } from './AdminForgetDevice.ts'
import { AdminGetDevice } from './AdminGetDevice.ts'
import { AdminListDevices } from './AdminListDevices.ts'
import { AdminUpdateDeviceStatus } from './AdminUpdateDeviceStatus.ts'
import { ConfirmDevice } from './ConfirmDevice.ts'
import { ForgetDevice } from './ForgetDevice.ts'
import { GetDevice } from './GetDevice.ts'
import { ListDevices } from './ListDevices.ts'
import { UpdateDeviceStatus } from './UpdateDeviceStatus.ts'

const devicePassword = 'a password that only the device knows'
const noDevice = 'ResourceNotFoundException: Device does not exist.'
const incorrect = 'NotAuthorizedException: Incorrect username or password.'

interface Setup {
  readonly devices?: UserPoolConfiguration['DeviceConfiguration']
  readonly mfa?: MfaSettings
  readonly user?: UserOverrides
}

async function signedIn(ports: TestPorts, { devices = {}, mfa = {}, user: overrides = {} }: Setup = {}) {
  const pool = await givenPool(ports, { mfa, configuration: { DeviceConfiguration: devices } })
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool, overrides)
  const app = signInClient(ports, { pool, client })
  const { AuthenticationResult: result } = await app.withSrp('alice', 'Passw0rd!')
  const accessToken = result?.AccessToken ?? ''
  return {
    pool,
    client,
    user,
    app,
    accessToken,
    refreshToken: result?.RefreshToken ?? '',
    device: named(result?.NewDeviceMetadata),
  }
}

function named({ DeviceKey: key = '', DeviceGroupKey: groupKey = '' }: NewDeviceMetadataType = {}) {
  return { key, groupKey, secret: { realm: groupKey, username: key, password: devicePassword } }
}

type SignedIn = Awaited<ReturnType<typeof signedIn>>

function confirm(ports: TestPorts, { accessToken, device }: Pick<SignedIn, 'accessToken' | 'device'>, more = {}) {
  return call(ConfirmDevice, ports, {
    AccessToken: accessToken,
    DeviceKey: device.key,
    DeviceName: 'laptop',
    DeviceSecretVerifierConfig: deviceVerifier(device.secret),
    ...more,
  })
}

/** Answers DEVICE_SRP_AUTH and what follows it, as far as the device's own proof goes. */
async function proveDevice(
  ports: TestPorts,
  { app, device }: SignedIn,
  session: string | undefined,
  password = devicePassword,
) {
  const srp = srpClient()
  const own = { USERNAME: 'alice', DEVICE_KEY: device.key }
  const begun = await app.respond('DEVICE_SRP_AUTH', { ...own, SRP_A: srp.publicValue }, session)
  const proof = srp.prove(begun.ChallengeParameters ?? {}, { ...device.secret, password }, ports.clock.now())
  return { begun, answer: { ...own, ...proof } }
}

const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())

describe('a new device', () => {
  test('is named at a sign-in without one, and nothing is stored for it', async () => {
    await using ports = await testPorts()
    const { device, accessToken, user } = await signedIn(ports)
    assert.match(device.key, /^us-east-1_[0-9a-f-]{36}$/)
    assert.match(device.groupKey, /^-[0-9A-Za-z]{8}$/)
    assert.equal(claimsOf(accessToken).device_key, device.key)
    assert.equal(await ports.storage.factors.findDevice(user.poolId, user.sub, device.key), undefined)
  })

  test('belongs to the group of its user, at every sign-in', async () => {
    await using ports = await testPorts()
    const { app, device } = await signedIn(ports)
    const { AuthenticationResult: again } = await app.withPassword('alice', 'Passw0rd!')
    assert.equal(again?.NewDeviceMetadata?.DeviceGroupKey, device.groupKey)
    assert.notEqual(again?.NewDeviceMetadata?.DeviceKey, device.key)
  })

  test('is not named where the pool tracks none, and a key that is sent there is ignored', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const client = await givenClient(ports, pool)
    await givenUser(ports, pool)
    const app = signInClient(ports, { pool, client })
    const answer = await app.withPassword('alice', 'Passw0rd!', { DEVICE_KEY: 'us-east-1_0' })
    assert.equal(answer.AuthenticationResult?.NewDeviceMetadata, undefined)
    assert.equal('device_key' in claimsOf(answer.AuthenticationResult?.AccessToken), false)
  })
})

describe('ConfirmDevice', () => {
  test('remembers the device, or asks the user where the pool wants that', async () => {
    await using ports = await testPorts()
    assert.deepEqual(await confirm(ports, await signedIn(ports)), { UserConfirmationNecessary: false })
    await using asking = await testPorts()
    const there = await signedIn(asking, { devices: { DeviceOnlyRememberedOnUserPrompt: true } })
    assert.deepEqual(await confirm(asking, there), { UserConfirmationNecessary: true })
  })

  test('takes the device of the very token, once, with a verifier that proves something', async () => {
    await using ports = await testPorts()
    const signedInAlice = await signedIn(ports)
    const { app, device } = signedInAlice
    const other = named((await app.withSrp('alice', 'Passw0rd!')).AuthenticationResult?.NewDeviceMetadata)
    const foreign = { DeviceKey: other.key }
    assert.equal(
      await refusalOf(confirm(ports, signedInAlice, foreign)),
      'InvalidParameterException: Invalid device key given.',
    )
    const { Salt } = deviceVerifier(device.secret)
    for (const PasswordVerifier of ['', 'AA==', 'AQ==', Buffer.alloc(400, 7).toString('base64')]) {
      const weak = { DeviceSecretVerifierConfig: { Salt, PasswordVerifier } }
      assert.equal(
        await refusalOf(confirm(ports, signedInAlice, weak)),
        'InvalidParameterException: Invalid device secret verifier given.',
      )
    }
    assert.equal(
      await refusalOf(confirm(ports, signedInAlice, { DeviceSecretVerifierConfig: undefined })),
      'InvalidParameterException: Invalid device secret verifier given.',
    )
    await confirm(ports, signedInAlice)
    assert.equal(await refusalOf(confirm(ports, signedInAlice)), 'DeviceKeyExistsException: Device key already exists.')
  })

  test('a pool without devices', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const client = await givenClient(ports, pool)
    await givenUser(ports, pool)
    const { AuthenticationResult: result } = await signInClient(ports, { pool, client }).withSrp('alice', 'Passw0rd!')
    const answer = confirm(ports, { accessToken: result?.AccessToken ?? '', device: named() })
    assert.equal(
      await refusalOf(answer),
      'InvalidUserPoolConfigurationException: Device tracking is not enabled for this user pool',
    )
  })
})

describe('a confirmed device', () => {
  test('proves itself after the password, and the tokens are its own', async () => {
    await using ports = await testPorts()
    const all = await signedIn(ports)
    await confirm(ports, all)
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
    const all = await signedIn(ports)
    await confirm(ports, all)
    const begun = await all.app.withPassword('alice', 'Passw0rd!', { DEVICE_KEY: all.device.key })
    assert.equal(begun.ChallengeName, 'DEVICE_SRP_AUTH')
    const { answer } = await proveDevice(ports, all, begun.Session)
    assert.ok((await all.app.respond('DEVICE_PASSWORD_VERIFIER', answer)).AuthenticationResult)
  })

  test('whose proof is wrong is a wrong guess at the user', async () => {
    await using ports = await testPorts()
    const all = await signedIn(ports)
    await confirm(ports, all)
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
    const { app } = await signedIn(ports)
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
    const all = await signedIn(ports)
    await confirm(ports, all)
    await givenUser(ports, all.pool, { username: 'bob' })
    assert.equal(await refusalOf(all.app.withSrp('bob', 'Passw0rd!', { DEVICE_KEY: all.device.key })), noDevice)
  })

  test('cannot be exchanged for another in the middle', async () => {
    await using ports = await testPorts()
    const all = await signedIn(ports)
    await confirm(ports, all)
    const second = await all.app.withSrp('alice', 'Passw0rd!')
    const other = named(second.AuthenticationResult?.NewDeviceMetadata)
    await confirm(ports, { accessToken: second.AuthenticationResult?.AccessToken ?? '', device: other })
    const begun = await all.app.withPassword('alice', 'Passw0rd!', { DEVICE_KEY: all.device.key })
    assert.equal(await refusalOf(proveDevice(ports, { ...all, device: other }, begun.Session)), noDevice)
  })

  const sms = { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } }
  const mfa = { MfaConfiguration: 'OPTIONAL' as const, SmsMfaConfiguration: sms }

  async function withSecondFactor(ports: TestPorts, devices: Setup['devices']) {
    const user = { attributes: { phone_number: '+15550100' } }
    const all = await signedIn(ports, { devices, mfa, user })
    await confirm(ports, all)
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
    const all = await signedIn(ports)
    const refresh = (DeviceKey?: string) => {
      const { client, refreshToken: RefreshToken } = all
      return refusalOf(call(GetTokensFromRefreshToken, ports, { ClientId: client.id, RefreshToken, DeviceKey }))
    }
    assert.equal(typeof (await refresh()), 'object', 'not before it is confirmed')
    await confirm(ports, all)
    assert.equal(await refresh(), 'NotAuthorizedException: Invalid Refresh Token')
    assert.equal(await refresh('us-east-1_0'), 'NotAuthorizedException: Invalid Refresh Token')
    assert.equal(typeof (await refresh(all.device.key)), 'object')
    await call(ForgetDevice, ports, { AccessToken: all.accessToken, DeviceKey: all.device.key })
    assert.equal(await refresh(all.device.key), 'NotAuthorizedException: Invalid Refresh Token')
  })
})

describe('the operations on devices', () => {
  test('show a device to its user and, with more, to administrators', async () => {
    await using ports = await testPorts()
    const all = await signedIn(ports)
    await confirm(ports, all)
    const at = ports.clock.now()
    const shown = {
      DeviceKey: all.device.key,
      DeviceAttributes: [
        { Name: 'device_status', Value: 'valid' },
        { Name: 'device_name', Value: 'laptop' },
        { Name: 'last_ip_used', Value: '203.0.113.7' },
      ],
      DeviceCreateDate: at,
      DeviceLastModifiedDate: at,
      DeviceLastAuthenticatedDate: at,
    }
    const { accessToken: AccessToken } = all
    assert.deepEqual(await call(GetDevice, ports, { AccessToken, DeviceKey: all.device.key }), { Device: shown })
    assert.deepEqual(await call(ListDevices, ports, { AccessToken }), { Devices: [shown], PaginationToken: undefined })
    const owner = { UserPoolId: all.pool.id, Username: 'alice' }
    const { Device: forAdmin } = await call(AdminGetDevice, ports, { ...owner, DeviceKey: all.device.key })
    assert.deepEqual(forAdmin?.DeviceAttributes?.slice(3), [
      {
        Name: 'dev:device_arn',
        Value: `arn:aws:cognito-idp:us-east-1:123456789012:owner/${all.user.sub}/device/${all.device.key}`,
      },
      { Name: 'dev:device_owner', Value: all.user.sub },
      { Name: 'dev:device_remembered_status', Value: 'remembered' },
      { Name: 'dev:device_sdk', Value: 'test' },
    ])
    assert.deepEqual(await call(AdminListDevices, ports, owner), { Devices: [forAdmin], PaginationToken: undefined })
  })

  test('list in pages, whose tokens are bound to their listing', async () => {
    await using ports = await testPorts()
    const all = await signedIn(ports)
    await confirm(ports, all)
    for (let more = 0; more < 2; more += 1) {
      const { AuthenticationResult: result } = await all.app.withSrp('alice', 'Passw0rd!')
      await confirm(ports, { accessToken: result?.AccessToken ?? '', device: named(result?.NewDeviceMetadata) })
    }
    const { accessToken: AccessToken } = all
    const first = await call(ListDevices, ports, { AccessToken, Limit: 2 })
    const { PaginationToken } = first
    const second = await call(ListDevices, ports, { AccessToken, Limit: 2, PaginationToken })
    assert.deepEqual([first.Devices?.length, second.Devices?.length, second.PaginationToken], [2, 1, undefined])
    const owner = { UserPoolId: all.pool.id, Username: 'alice' }
    assert.equal(
      await refusalOf(call(AdminListDevices, ports, { ...owner, PaginationToken })),
      'InvalidParameterException: Invalid pagination token.',
    )
  })

  test('remember and forget', async () => {
    await using ports = await testPorts()
    const all = await signedIn(ports, { devices: { DeviceOnlyRememberedOnUserPrompt: true } })
    await confirm(ports, all)
    const own = { AccessToken: all.accessToken, DeviceKey: all.device.key }
    const status = async () =>
      (await ports.storage.factors.findDevice(all.pool.id, all.user.sub, all.device.key))?.rememberedStatus
    assert.equal(await status(), 'not_remembered')
    assert.deepEqual(await call(UpdateDeviceStatus, ports, { ...own, DeviceRememberedStatus: 'remembered' }), {})
    assert.equal(await status(), 'remembered')
    assert.equal(await call(ForgetDevice, ports, own), undefined)
    assert.equal(await status(), undefined)
  })

  test('refuse a device or a user that is not there, and a call without a token', async () => {
    await using ports = await testPorts()
    const { accessToken, pool } = await signedIn(ports)
    const own = { AccessToken: accessToken, DeviceKey: 'us-east-1_0' }
    const owned = { UserPoolId: pool.id, Username: 'alice', DeviceKey: 'us-east-1_0' }
    const answers = await Promise.all(
      [
        call(GetDevice, ports, own),
        call(UpdateDeviceStatus, ports, { ...own, DeviceRememberedStatus: 'remembered' }),
        call(ForgetDevice, ports, own),
        call(AdminGetDevice, ports, owned),
        call(AdminForgetDevice, ports, owned),
        call(AdminUpdateDeviceStatus, ports, { ...owned, DeviceRememberedStatus: 'remembered' }),
      ].map(refusalOf),
    )
    assert.deepEqual(
      answers,
      Array.from({ length: 6 }, () => noDevice),
    )
    const nobody = { ...owned, Username: 'nobody' }
    const noUser = 'User does not exist.'
    assert.equal(await refusalOf(call(AdminGetDevice, ports, nobody)), `ResourceNotFoundException: ${noUser}`)
    assert.equal(await refusalOf(call(AdminListDevices, ports, nobody)), `ResourceNotFoundException: ${noUser}`)
    assert.equal(await refusalOf(call(AdminForgetDevice, ports, nobody)), `UserNotFoundException: ${noUser}`)
    assert.equal(await refusalOf(call(AdminUpdateDeviceStatus, ports, nobody)), `UserNotFoundException: ${noUser}`)
    const noToken = 'NotAuthorizedException: Invalid Access Token'
    assert.equal(await refusalOf(call(GetDevice, ports, { DeviceKey: 'us-east-1_0' })), noToken)
    assert.equal(await refusalOf(call(ForgetDevice, ports, { DeviceKey: 'us-east-1_0' })), noToken)
  })
})
