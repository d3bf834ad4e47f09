import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operationFacts } from '../../src/contract/operations.gen.ts'
import { operations } from '../../src/operations/index.ts'
import { givenPool } from '../../src/testing/given.ts'
import { signed } from '../wire/signed-request.ts'
import { sampleInput } from './sample-input.ts'
import { openWireInstallation, type WireInstallation } from './wire-installation.ts'

// A signed request acts in the region of its credential scope: a pool of another region is not there.

const names = Object.keys(operations) as (keyof typeof operations)[]
const ofPools = names.filter((name) => {
  return operationFacts[name].auth === 'sigv4' && 'UserPoolId' in sampleInput(name, { isFull: false })
})

describe('a request that is signed for another region than the pool’s', () => {
  let installation: WireInstallation
  let rows: string
  let poolId: string
  before(async () => {
    installation = await openWireInstallation()
    const pool = await givenPool(installation.ports)
    poolId = pool.id
    const replica = { poolId: pool.id, region: 'eu-north-1', isActive: true, tags: {}, goneAt: undefined }
    await installation.ports.storage.commit([
      { write: 'createReplica', replica: { ...replica, createdAt: new Date(0) } },
    ])
    rows = installation.dump()
  })
  after(() => installation[Symbol.asyncDispose]())

  async function ask(name: (typeof ofPools)[number], region: string) {
    const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${name}` }
    const body = JSON.stringify({ ...sampleInput(name, { isFull: false }), UserPoolId: poolId })
    const signingDate = installation.ports.clock.now()
    return installation.send(await signed({ signingDate, region, body, headers }))
  }

  for (const name of ofPools) {
    test(`${name} finds no such pool, and changes nothing`, async () => {
      const { json } = await ask(name, 'eu-west-1')
      assert.equal(
        `${json['__type']}: ${json.message}`,
        'ResourceNotFoundException: User pool us-east-1_AbCdEf123 does not exist.',
      )
      assert.equal(installation.dump(), rows)
    })
  }

  test('is told where the pool has a replica that a secondary cannot do that', async () => {
    for (const name of ofPools) {
      if (name === 'UpdateUserPoolReplica') continue
      const { json } = await ask(name, 'eu-north-1')
      assert.equal(
        `${json['__type']}: ${json.message}`,
        `OperationNotEnabledException: ${name} is not enabled in the secondary Region eu-north-1.`,
      )
    }
    assert.equal(installation.dump(), rows)
  })
})
