import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { deviceVerifier } from '../../testing/srp-client.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { claimsOf, confirmDevice, deviceNamed, givenDevice } from '../../testing/given-device.ts'

describe('a new device', () => {
  test('is named at a sign-in without one, and nothing is stored for it', async () => {
    await using ports = await testPorts()
    const { device, accessToken, user } = await givenDevice(ports)
    assert.match(device.key, /^us-east-1_[0-9a-f-]{36}$/)
    assert.match(device.groupKey, /^-[0-9A-Za-z]{8}$/)
    assert.equal(claimsOf(accessToken).device_key, device.key)
    assert.equal(await ports.storage.factors.findDevice(user.poolId, user.sub, device.key), undefined)
  })

  test('belongs to the group of its user, at every sign-in', async () => {
    await using ports = await testPorts()
    const { app, device } = await givenDevice(ports)
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
    assert.deepEqual(await confirmDevice(ports, await givenDevice(ports)), { UserConfirmationNecessary: false })
    await using asking = await testPorts()
    const there = await givenDevice(asking, { devices: { DeviceOnlyRememberedOnUserPrompt: true } })
    assert.deepEqual(await confirmDevice(asking, there), { UserConfirmationNecessary: true })
  })

  test('takes the device of the very token, once, with a verifier that proves something', async () => {
    await using ports = await testPorts()
    const signedInAlice = await givenDevice(ports)
    const { app, device } = signedInAlice
    const other = deviceNamed((await app.withSrp('alice', 'Passw0rd!')).AuthenticationResult?.NewDeviceMetadata)
    const foreign = { DeviceKey: other.key }
    assert.equal(
      await refusalOf(confirmDevice(ports, signedInAlice, foreign)),
      'InvalidParameterException: Invalid device key given.',
    )
    const { Salt } = deviceVerifier(device.secret)
    for (const PasswordVerifier of ['', 'AA==', 'AQ==', Buffer.alloc(400, 7).toString('base64')]) {
      const weak = { DeviceSecretVerifierConfig: { Salt, PasswordVerifier } }
      assert.equal(
        await refusalOf(confirmDevice(ports, signedInAlice, weak)),
        'InvalidParameterException: Invalid device secret verifier given.',
      )
    }
    assert.equal(
      await refusalOf(confirmDevice(ports, signedInAlice, { DeviceSecretVerifierConfig: undefined })),
      'InvalidParameterException: Invalid device secret verifier given.',
    )
    await confirmDevice(ports, signedInAlice)
    assert.equal(
      await refusalOf(confirmDevice(ports, signedInAlice)),
      'DeviceKeyExistsException: Device key already exists.',
    )
  })

  test('a pool without devices', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const client = await givenClient(ports, pool)
    await givenUser(ports, pool)
    const { AuthenticationResult: result } = await signInClient(ports, { pool, client }).withSrp('alice', 'Passw0rd!')
    const answer = confirmDevice(ports, { accessToken: result?.AccessToken ?? '', device: deviceNamed() })
    assert.equal(
      await refusalOf(answer),
      'InvalidUserPoolConfigurationException: Device tracking is not enabled for this user pool',
    )
  })
})
