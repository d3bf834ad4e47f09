import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { CreateUserPool } from '../user-pool/CreateUserPool.ts'
import { DescribeUserPool } from '../user-pool/DescribeUserPool.ts'
import { UpdateUserPool } from '../user-pool/UpdateUserPool.ts'
import { ListTagsForResource } from './ListTagsForResource.ts'
import { TagResource } from './TagResource.ts'
import { UntagResource } from './UntagResource.ts'

async function openTagged() {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration: { UserPoolTags: { team: 'notes', stage: 'test' } } })
  const ResourceArn = `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${pool.id}`
  return { ports, pool, ResourceArn, list: () => callOnWire(ListTagsForResource, ports, { ResourceArn }) }
}

describe('TagResource', () => {
  test('adds tags and replaces values, which the pool tells too', async () => {
    const { ports, pool, ResourceArn, list } = await openTagged()
    const Tags = { stage: 'production', 'cost centre': 'ä/b:c=d+e-f@g' }
    assert.deepEqual(await callOnWire(TagResource, ports, { ResourceArn, Tags }), {})
    const all = { team: 'notes', ...Tags }
    assert.deepEqual(await list(), { Tags: all })
    const described = (await callOnWire(DescribeUserPool, ports, { UserPoolId: pool.id })) as Record<string, any>
    assert.deepEqual(described['UserPool'].UserPoolTags, all)
  })

  test('tells what UpdateUserPool has set', async () => {
    const { ports, pool, list } = await openTagged()
    await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, UserPoolTags: { one: '' } })
    assert.deepEqual(await list(), { Tags: { one: '' } })
  })

  test('refuses the fifty-first, names of AWS, and characters that tags do not have', async () => {
    const { ports, ResourceArn, list } = await openTagged()
    const many = Object.fromEntries(Array.from({ length: 49 }, (_, number) => [`tag ${number}`, '']))
    for (const [Tags, text] of [
      [many, 'The limit of 50 tags of a user pool has been reached.'],
      [{ 'AWS:x': '' }, 'Tag key AWS:x must not start with aws:.'],
      [{ 'a<b': '' }, 'Tag a<b has characters other than letters, digits, spaces and _.:/=+-@.'],
      [{ a: '<' }, 'Tag a has characters other than letters, digits, spaces and _.:/=+-@.'],
    ] as const) {
      assert.equal(await callOnWire(TagResource, ports, { ResourceArn, Tags }), `InvalidParameterException: ${text}`)
    }
    assert.deepEqual(await list(), { Tags: { team: 'notes', stage: 'test' } })
  })

  test('refuses an extra that is none, and leaves those alone that are there', async () => {
    const { ports, pool, ResourceArn, list } = await openTagged()
    const tag = (Tags: Record<string, string>) => callOnWire(TagResource, ports, { ResourceArn, Tags })
    const refused = (text: string) => `InvalidParameterException: ${text}`
    const none = refused('Tag sallyport:none is no extra of Sallyport. docs/extras.md lists them.')
    assert.equal(await tag({ 'sallyport:none': 'on' }), none)
    const value = refused('Tag sallyport:change-notices must be on or off.')
    assert.equal(await tag({ 'sallyport:change-notices': 'no' }), value)
    const UserPoolTags = { 'sallyport:none': 'on' }
    assert.equal(await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, UserPoolTags }), none)
    assert.equal(await callOnWire(CreateUserPool, ports, { PoolName: 'second', UserPoolTags }), none)
    assert.deepEqual(await tag({ 'sallyport:change-notices': 'off' }), {})
    assert.deepEqual(await list(), { Tags: { team: 'notes', stage: 'test', 'sallyport:change-notices': 'off' } })
  })

  test('knows pools by the ARN of their account and region only', async () => {
    const { ports, pool } = await openTagged()
    const gone = `ResourceNotFoundException: User pool ${pool.id} does not exist.`
    const tag = (ResourceArn: string, region = 'us-east-1') =>
      callOnWire(TagResource, ports, { ResourceArn, Tags: {} }, { region })
    const rest = `userpool/${pool.id}`
    assert.equal(await tag(`arn:aws:cognito-idp:us-east-1:999999999999:${rest}`), gone)
    assert.equal(await tag(`arn:aws:cognito-idp:eu-west-1:123456789012:${rest}`), gone)
    assert.equal(await tag(`arn:aws:cognito-idp:us-east-1:123456789012:${rest}`, 'eu-west-1'), gone)
    assert.equal(
      await tag('arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_None'),
      'ResourceNotFoundException: User pool us-east-1_None does not exist.',
    )
    assert.equal(
      await tag('arn:aws:s3:us-east-1:123456789012:bucket/notes'),
      'InvalidParameterException: Invalid ARN provided.',
    )
  })
})

describe('UntagResource', () => {
  test('takes tags away, those that are not there included', async () => {
    const { ports, ResourceArn, list } = await openTagged()
    assert.deepEqual(await callOnWire(UntagResource, ports, { ResourceArn, TagKeys: ['stage', 'none'] }), {})
    assert.deepEqual(await list(), { Tags: { team: 'notes' } })
  })

  test('takes an extra away that is none any more', async () => {
    const ports = await testPorts()
    const pool = await givenPool(ports, { configuration: { UserPoolTags: { 'sallyport:gone': 'on', a: 'b' } } })
    const ResourceArn = `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${pool.id}`
    assert.deepEqual(await callOnWire(TagResource, ports, { ResourceArn, Tags: { a: 'c' } }), {})
    assert.deepEqual(await callOnWire(UntagResource, ports, { ResourceArn, TagKeys: ['sallyport:gone'] }), {})
    assert.deepEqual(await callOnWire(ListTagsForResource, ports, { ResourceArn }), { Tags: { a: 'c' } })
  })

  test('of two changes at once loses neither', async () => {
    const { ports, ResourceArn, list } = await openTagged()
    await Promise.all([
      callOnWire(UntagResource, ports, { ResourceArn, TagKeys: ['stage'] }),
      callOnWire(TagResource, ports, { ResourceArn, Tags: { one: '1' } }),
      callOnWire(TagResource, ports, { ResourceArn, Tags: { two: '2' } }),
    ])
    assert.deepEqual(await list(), { Tags: { team: 'notes', one: '1', two: '2' } })
  })
})
