import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { CreateResourceServer } from './CreateResourceServer.ts'
import { DeleteResourceServer } from './DeleteResourceServer.ts'
import { DescribeResourceServer } from './DescribeResourceServer.ts'
import { ListResourceServers } from './ListResourceServers.ts'
import { UpdateResourceServer } from './UpdateResourceServer.ts'

const Identifier = 'https://api.example.com/notes'
const Scopes = [
  { ScopeName: 'read', ScopeDescription: 'Read notes' },
  { ScopeName: 'write', ScopeDescription: 'Write notes' },
]

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
  const named = { UserPoolId: pool.id, Identifier }
  return { ports, pool, other, named }
}

describe('resource servers', () => {
  test('are described as they were sent', async () => {
    const { ports, named } = await given()
    const ResourceServer = { ...named, Name: 'Notes', Scopes }
    assert.deepEqual(await callOnWire(CreateResourceServer, ports, ResourceServer), { ResourceServer })
    assert.deepEqual(await callOnWire(DescribeResourceServer, ports, named), { ResourceServer })
  })

  test('are replaced as a whole', async () => {
    const { ports, named } = await given()
    await callOnWire(CreateResourceServer, ports, { ...named, Name: 'Notes', Scopes })
    const ResourceServer = { ...named, Name: 'Renamed', Scopes: Scopes.slice(1) }
    assert.deepEqual(await callOnWire(UpdateResourceServer, ports, ResourceServer), { ResourceServer })
    const bare = { ...named, Name: 'Renamed' }
    const expected = { ResourceServer: { ...bare, Scopes: [] } }
    assert.deepEqual(await callOnWire(UpdateResourceServer, ports, bare), expected)
    assert.deepEqual(await callOnWire(DescribeResourceServer, ports, named), expected)
  })

  test('are removed once, with no body in the answer', async () => {
    const { ports, named } = await given()
    await callOnWire(CreateResourceServer, ports, { ...named, Name: 'Notes' })
    assert.equal(await callOnWire(DeleteResourceServer, ports, named), '')
    assert.equal(
      await callOnWire(DeleteResourceServer, ports, named),
      `ResourceNotFoundException: Resource server ${Identifier} does not exist.`,
    )
  })

  test('are listed by identifier, page by page, each pool’s own', async () => {
    const { ports, pool, other } = await given()
    for (const id of ['c', 'a', 'b']) {
      await callOnWire(CreateResourceServer, ports, { UserPoolId: pool.id, Identifier: id, Name: id })
    }
    await callOnWire(CreateResourceServer, ports, { UserPoolId: other.id, Identifier: 'd', Name: 'd' })
    const first = (await callOnWire(ListResourceServers, ports, { UserPoolId: pool.id, MaxResults: 2 })) as any
    assert.deepEqual(
      first.ResourceServers,
      ['a', 'b'].map((id) => ({ UserPoolId: pool.id, Identifier: id, Name: id, Scopes: [] })),
    )
    const { NextToken } = first
    const second = await callOnWire(ListResourceServers, ports, { UserPoolId: pool.id, NextToken })
    assert.deepEqual(second, {
      ResourceServers: [{ UserPoolId: pool.id, Identifier: 'c', Name: 'c', Scopes: [] }],
    })
    assert.equal(
      await callOnWire(ListResourceServers, ports, { UserPoolId: other.id, NextToken }),
      'InvalidParameterException: Invalid pagination token.',
    )
  })

  test('of one identifier live in two pools and not twice in one', async () => {
    const { ports, pool, other, named } = await given()
    const input = { ...named, Name: 'Notes', Scopes }
    await callOnWire(CreateResourceServer, ports, input)
    assert.equal(typeof (await callOnWire(CreateResourceServer, ports, { ...input, UserPoolId: other.id })), 'object')
    assert.equal(
      await callOnWire(CreateResourceServer, ports, input),
      `InvalidParameterException: ${Identifier} already exists in user pool ${pool.id}.`,
    )
    await callOnWire(DeleteResourceServer, ports, named)
    assert.deepEqual(await callOnWire(DescribeResourceServer, ports, { ...named, UserPoolId: other.id }), {
      ResourceServer: { ...input, UserPoolId: other.id },
    })
  })

  test('that are not there are not found, and neither is a pool', async () => {
    const { ports, named } = await given()
    for (const operation of [DescribeResourceServer, UpdateResourceServer, DeleteResourceServer]) {
      assert.equal(
        await callOnWire<any, any>(operation, ports, { ...named, Name: 'Notes' }),
        `ResourceNotFoundException: Resource server ${Identifier} does not exist.`,
      )
      assert.equal(
        await callOnWire<any, any>(operation, ports, { ...named, Name: 'Notes', UserPoolId: 'us-east-1_Unknown01' }),
        'ResourceNotFoundException: User pool us-east-1_Unknown01 does not exist.',
      )
    }
  })

  test('have scopes without slashes', async () => {
    const { ports, named } = await given()
    const input = { ...named, Name: 'Notes', Scopes: [{ ScopeName: 'a/b', ScopeDescription: 'x' }] }
    assert.match(
      String(await callOnWire(CreateResourceServer, ports, input)),
      /^InvalidParameterException: 1 validation error detected: Value 'a\/b' at 'scopes\.1\.member\.scopeName' failed/,
    )
  })
})
