import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminForgetDevice } from './AdminForgetDevice.ts'
import { AdminGetDevice } from './AdminGetDevice.ts'
import { AdminListDevices } from './AdminListDevices.ts'
import { AdminUpdateDeviceStatus } from './AdminUpdateDeviceStatus.ts'
import { ForgetDevice } from './ForgetDevice.ts'
import { GetDevice } from './GetDevice.ts'
import { ListDevices } from './ListDevices.ts'
import { UpdateDeviceStatus } from './UpdateDeviceStatus.ts'
import { confirmDevice, deviceNamed, givenDevice, noDevice } from '../../testing/given-device.ts'

describe('the operations on devices', () => {
  test('show a device to its user and, with more, to administrators', async () => {
    await using ports = await testPorts()
    const all = await givenDevice(ports)
    await confirmDevice(ports, all)
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
    const all = await givenDevice(ports)
    await confirmDevice(ports, all)
    for (let more = 0; more < 2; more += 1) {
      const { AuthenticationResult: result } = await all.app.withSrp('alice', 'Passw0rd!')
      await confirmDevice(ports, {
        accessToken: result?.AccessToken ?? '',
        device: deviceNamed(result?.NewDeviceMetadata),
      })
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
    const all = await givenDevice(ports, { devices: { DeviceOnlyRememberedOnUserPrompt: true } })
    await confirmDevice(ports, all)
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
    const { accessToken, pool } = await givenDevice(ports)
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
