import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CreateUserPool } from '../../operations/user-pool/CreateUserPool.ts'
import { UpdateUserPool } from '../../operations/user-pool/UpdateUserPool.ts'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'

const keyId = '0f8fad5b-d9cb-469f-a165-70867728950e'
const arn = (path: string, region = 'us-east-1', account = '123456789012') => `arn:aws:kms:${region}:${account}:${path}`
const refused = 'InvalidParameterException: KMSKeyID is the ARN of no key that this installation keeps.'
const sender = { LambdaArn: 'arn:aws:lambda:us-east-1:123456789012:function:sender', LambdaVersion: 'V1_0' }

async function given() {
  const ports = await testPorts()
  const now = ports.clock.now()
  const key = { region: 'us-east-1', keyId, material: new Uint8Array(32), description: '', createdAt: now }
  const alias = { region: 'us-east-1', name: 'alias/codes', keyId, createdAt: now, updatedAt: now }
  await ports.storage.commit([
    { write: 'createEncryptionKey', key },
    { write: 'createKeyAlias', alias },
  ])
  return ports
}

describe('the key of a custom sender', () => {
  const keys: Readonly<Record<string, [KMSKeyID: string, isRefused: boolean]>> = {
    'a key by its ARN': [arn(`key/${keyId}`), false],
    'a key by the ARN of its alias': [arn('alias/codes'), false],
    'a key that is not there': [arn('key/11111111-d9cb-469f-a165-70867728950e'), true],
    'an alias that is not there': [arn('alias/none'), true],
    'a key of another region': [arn(`key/${keyId}`, 'eu-central-1'), true],
    'a key of another account': [arn(`key/${keyId}`, 'us-east-1', '999999999999'), true],
  }
  for (const [what, [KMSKeyID, isRefused]] of Object.entries(keys)) {
    test(`${what} is ${isRefused ? 'refused' : 'taken'}, when a pool is made and when it is changed`, async () => {
      await using ports = await given()
      const pool = await givenPool(ports)
      for (const name of ['CustomEmailSender', 'CustomSMSSender']) {
        const LambdaConfig = { [name]: sender, KMSKeyID }
        const made = await callOnWire(CreateUserPool, ports, { PoolName: 'people', LambdaConfig })
        const changed = await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, LambdaConfig })
        assert.deepEqual([made === refused, changed === refused], [isRefused, isRefused], JSON.stringify(made))
      }
    })
  }

  test('is not looked at where no function sends', async () => {
    await using ports = await given()
    const LambdaConfig = { KMSKeyID: arn('alias/none') }
    assert.notEqual(await callOnWire(CreateUserPool, ports, { PoolName: 'people', LambdaConfig }), refused)
  })
})
