import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { CreateTerms } from './CreateTerms.ts'
import { DeleteTerms } from './DeleteTerms.ts'
import { DescribeTerms } from './DescribeTerms.ts'
import { DescribeTermsByClient } from './DescribeTermsByClient.ts'
import { ListTerms } from './ListTerms.ts'
import { UpdateTerms } from './UpdateTerms.ts'

const Links = { 'cognito:default': 'https://example.com/terms', 'cognito:french': 'https://example.com/fr/terms' }
const at = { CreationDate: 1772366400, LastModifiedDate: 1772366400 }

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool)
  const ofClient = { UserPoolId: pool.id, ClientId: client.id }
  const input = { ...ofClient, TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE', Links }
  const create = (changes: object = {}): Promise<any> => callOnWire(CreateTerms, ports, { ...input, ...changes })
  const { Terms } = await create()
  const ofTerms = { UserPoolId: pool.id, TermsId: Terms.TermsId }
  const update = (changes: object): Promise<any> => callOnWire(UpdateTerms, ports, { ...ofTerms, ...changes })
  return { ports, pool, client, ofClient, input, create, Terms, ofTerms, update }
}

describe('terms', () => {
  test('are told as they were set, by their id and by their client', async () => {
    const { ports, input, ofClient, Terms, ofTerms } = await given()
    assert.deepEqual(Terms, { TermsId: Terms.TermsId, ...input, ...at })
    assert.deepEqual(await callOnWire(DescribeTerms, ports, ofTerms), { Terms })
    const byClient = { ...ofClient, TermsName: 'terms-of-use' }
    assert.deepEqual(await callOnWire(DescribeTermsByClient, ports, byClient), { Terms })
    assert.equal(
      await callOnWire(DescribeTermsByClient, ports, { ...byClient, TermsName: 'privacy-policy' }),
      `ResourceNotFoundException: Terms privacy-policy does not exist for client ${ofClient.ClientId}.`,
    )
  })

  test('keep what an update leaves out', async () => {
    const { ports, Terms, update } = await given()
    ports.clock.advanceSeconds(60)
    const LastModifiedDate = at.LastModifiedDate + 60
    const links = { 'cognito:default': 'https://example.com/new' }
    assert.deepEqual(await update({ Links: links }), { Terms: { ...Terms, Links: links, LastModifiedDate } })
    const { Terms: renamed } = await update({ TermsName: 'privacy-policy' })
    assert.deepEqual([renamed.TermsName, renamed.Links], ['privacy-policy', links])
  })

  test('are one of each name to a client', async () => {
    const { ports, pool, client, create, update } = await given()
    const exists = (name: string) => `TermsExistsException: Terms ${name} already exists for client ${client.id}.`
    assert.equal(await create(), exists('terms-of-use'))
    await create({ TermsName: 'privacy-policy' })
    assert.equal(await update({ TermsName: 'privacy-policy' }), exists('privacy-policy'))
    const other = await givenClient(ports, pool, { id: '2another' })
    assert.equal(typeof (await create({ ClientId: other.id })), 'object')
  })

  test('are listed page by page, each pool’s own', async () => {
    const { ports, pool, create, Terms } = await given()
    ports.clock.advanceSeconds(1)
    const { Terms: policy } = await create({ TermsName: 'privacy-policy' })
    const described = ({ TermsId, TermsName, Enforcement, CreationDate, LastModifiedDate }: any) => {
      return { TermsId, TermsName, Enforcement, CreationDate, LastModifiedDate }
    }
    const list = (input: object): Promise<any> => callOnWire(ListTerms, ports, { UserPoolId: pool.id, ...input })
    const first = await list({ MaxResults: 1 })
    assert.deepEqual(first.Terms, [described(Terms)])
    assert.deepEqual(await list({ NextToken: first.NextToken }), { Terms: [described(policy)] })
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    assert.deepEqual(await list({ UserPoolId: other.id }), { Terms: [] })
    assert.equal(
      await list({ UserPoolId: other.id, NextToken: first.NextToken }),
      'InvalidParameterException: Invalid pagination token.',
    )
  })

  test('go once, and are nothing to another pool', async () => {
    const { ports, ofTerms } = await given()
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    const gone = `ResourceNotFoundException: Terms ${ofTerms.TermsId} does not exist.`
    for (const operation of [DescribeTerms, UpdateTerms, DeleteTerms])
      assert.equal(await callOnWire<any, any>(operation, ports, { ...ofTerms, UserPoolId: other.id }), gone)
    assert.equal(await callOnWire(DeleteTerms, ports, ofTerms), '')
    assert.equal(await callOnWire(DeleteTerms, ports, ofTerms), gone)
  })

  test('link somewhere in every language, on the Web', async () => {
    const { create, update } = await given()
    const none = 'InvalidParameterException: Links must have an entry for cognito:default.'
    assert.equal(await create({ TermsName: 'privacy-policy', Links: undefined }), none)
    assert.equal(await update({ Links: { 'cognito:french': 'https://example.com' } }), none)
    assert.equal(
      await update({ Links: { 'cognito:default': 'javascript:alert(1)' } }),
      'InvalidParameterException: The link for cognito:default is not a valid URL.',
    )
  })
})
