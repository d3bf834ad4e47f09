import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { ListUserPoolClients } from '../app-client/ListUserPoolClients.ts'
import { ListUserPools } from './ListUserPools.ts'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))

describe('ListUserPools', () => {
  test('describes pools shortly, newest first, and ends without a token', async () => {
    await using ports = await testPorts()
    await givenPool(ports, { id: 'us-east-1_First0001', name: 'first', createdAt: at(1), updatedAt: at(3) })
    await givenPool(ports, { id: 'us-east-1_Second001', name: 'second', createdAt: at(2), updatedAt: at(2) })
    assert.deepEqual(await callOnWire(ListUserPools, ports, { MaxResults: 60 }), {
      UserPools: [
        {
          Id: 'us-east-1_Second001',
          Name: 'second',
          LambdaConfig: {},
          CreationDate: at(2).getTime() / 1000,
          LastModifiedDate: at(2).getTime() / 1000,
        },
        {
          Id: 'us-east-1_First0001',
          Name: 'first',
          LambdaConfig: {},
          CreationDate: at(1).getTime() / 1000,
          LastModifiedDate: at(3).getTime() / 1000,
        },
      ],
    })
  })

  test('pages through all of them, each once', async () => {
    await using ports = await testPorts()
    for (const day of [1, 2, 3, 4, 5]) await givenPool(ports, { id: `us-east-1_Pool0000${day}`, createdAt: at(day) })
    const seen: string[] = []
    let NextToken: string | undefined
    do {
      const page = (await callOnWire(ListUserPools, ports, { MaxResults: 2, NextToken })) as any
      seen.push(...page.UserPools.map(({ Id }: { Id: string }) => Id))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    assert.deepEqual(
      seen,
      [5, 4, 3, 2, 1].map((day) => `us-east-1_Pool0000${day}`),
    )
  })

  test('lists the pools of the region that the request is signed for, and no others', async () => {
    await using ports = await testPorts()
    for (const day of [1, 2, 3, 4, 5, 6]) {
      const region = day % 2 === 0 ? 'eu-west-1' : 'us-east-1'
      await givenPool(ports, { id: `${region}_Pool0000${day}`, region, createdAt: at(day) })
    }
    const seen: string[] = []
    let NextToken: string | undefined
    do {
      const json = { MaxResults: 2, NextToken }
      const page = (await callOnWire(ListUserPools, ports, json, { region: 'eu-west-1' })) as any
      seen.push(...page.UserPools.map(({ Id }: { Id: string }) => Id))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    assert.deepEqual(seen, ['eu-west-1_Pool00006', 'eu-west-1_Pool00004', 'eu-west-1_Pool00002'])
  })

  test('refuses a token of another listing, and no limit at all', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    for (const id of ['1', '2']) await givenClient(ports, pool, { id })
    const clients = (await callOnWire(ListUserPoolClients, ports, { UserPoolId: pool.id, MaxResults: 1 })) as any
    for (const NextToken of [clients.NextToken, 'bm9uZQ==', '%%']) {
      assert.equal(
        await callOnWire(ListUserPools, ports, { MaxResults: 1, NextToken }),
        'InvalidParameterException: Invalid pagination token.',
      )
    }
    assert.equal(
      await callOnWire(ListUserPools, ports, {}),
      "InvalidParameterException: 1 validation error detected: Value null at 'maxResults' failed to satisfy constraint: Member must not be null",
    )
    assert.equal(
      await callOnWire(ListUserPools, ports, { MaxResults: 61 }),
      "InvalidParameterException: 1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60",
    )
  })
})
