import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { GetProvisionedLimit } from './GetProvisionedLimit.ts'
import { UpdateProvisionedLimit } from './UpdateProvisionedLimit.ts'

const definition = (Category: string) => ({ LimitClass: 'API_CATEGORY', Attributes: { Category } })

describe('UpdateProvisionedLimit', () => {
  test('raises a limit, which is then told, in this region only', async () => {
    await using ports = await testPorts()
    const LimitDefinition = definition('UserAuthentication')
    const told = (ProvisionedLimitValue: number) => ({
      Limit: { LimitDefinition, ProvisionedLimitValue, FreeLimitValue: 120 },
    })
    assert.deepEqual(await callOnWire(GetProvisionedLimit, ports, { LimitDefinition }), told(120))
    const asked = { LimitDefinition, RequestedLimitValue: 300 }
    assert.deepEqual(await callOnWire(UpdateProvisionedLimit, ports, asked), told(300))
    assert.deepEqual(await callOnWire(GetProvisionedLimit, ports, { LimitDefinition }), told(300))
    const elsewhere = { region: 'eu-west-1' }
    assert.deepEqual(await callOnWire(GetProvisionedLimit, ports, { LimitDefinition }, elsewhere), told(120))
  })

  test('goes neither below the default nor above the account, and moves no limit that AWS keeps', async () => {
    await using ports = await testPorts()
    const ask = (Category: string, RequestedLimitValue: number) =>
      callOnWire(UpdateProvisionedLimit, ports, { LimitDefinition: definition(Category), RequestedLimitValue })
    assert.equal(
      await ask('UserCreation', 49),
      'InvalidParameterException: The limit of UserCreation cannot be below its default of 50.',
    )
    assert.equal(
      await ask('UserCreation', 501),
      "ServiceQuotaExceededException: The limit of UserCreation cannot exceed the account's 500.",
    )
    assert.equal(
      await ask('LimitManagement', 2),
      "ServiceQuotaExceededException: The limit of LimitManagement cannot exceed the account's 1.",
    )
    for (const name of ['UserDreams', 'constructor']) {
      const refusal = `ResourceNotFoundException: There is no limit of the category ${name}.`
      assert.equal(await ask(name, 100), refusal)
    }
    const Attributes = { Category: 'UserRead', Other: 'x' }
    assert.equal(
      await callOnWire(GetProvisionedLimit, ports, { LimitDefinition: { LimitClass: 'API_CATEGORY', Attributes } }),
      'InvalidParameterException: The attributes of an API_CATEGORY limit must be Category and nothing else.',
    )
    assert.deepEqual(ports.commits, [])
  })
})
