import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { operationFacts, type OperationName } from '../../src/contract/operations.gen.ts'
import { headersFromRecord } from '../../src/http/headers.ts'
import { operations } from '../../src/operations/index.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { secretAccessKey } from '../wire/signed-request.ts'
import { sampleInput } from './sample-input.ts'
import { openWireInstallation, type WireInstallation } from './wire-installation.ts'

// Every command and every paginator of the AWS SDK: it signs and spells the request, and makes objects of the answer.

const names = Object.keys(operationFacts) as OperationName[]
const paginators = Object.keys(sdk).filter((name) => name.startsWith('paginate'))

type Client = sdk.CognitoIdentityProviderClient
type AnyCommand = new (input: object) => Parameters<Client['send']>[0]
type AnyPaginator = (config: object, input: object) => AsyncIterable<Record<string, unknown>>

/** The SDK's client with this process behind it instead of a network. */
function clientOf(on: WireInstallation): Client {
  return new sdk.CognitoIdentityProviderClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
    maxAttempts: 1,
    requestHandler: {
      async handle(request: { method: string; path: string; headers: Record<string, string>; body: string }) {
        const { method, path: url, headers, body } = request
        const answer = await on.send({
          method,
          url,
          headers: headersFromRecord(headers),
          body: Buffer.from(body),
          sourceIp: '192.0.2.1',
        })
        const text = answer.json === undefined ? '' : JSON.stringify(answer.json)
        const fields = Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), String(value)])
        return {
          response: { statusCode: answer.status, headers: Object.fromEntries(fields), body: Readable.from([text]) },
        }
      },
    },
  })
}

describe('the AWS SDK', () => {
  let on: WireInstallation
  let client: Client
  let known: Record<string, unknown>

  before(async () => {
    on = await openWireInstallation()
    on.ports.clock.set(new Date())
    const pool = await givenPool(on.ports)
    const { id: ClientIdType } = await givenClient(on.ports, pool)
    for (const username of ['alice', 'bob', 'cat'])
      await givenUser(on.ports, pool, { username, sub: `sub-${username}` })
    known = { UserPoolIdType: pool.id, ClientIdType, UsernameType: 'alice', GroupNameType: 'group1' }
    client = clientOf(on)
    for (const position of [1, 2, 3]) {
      const UserPoolId = pool.id
      const GroupName = `group${position}`
      await client.send(new sdk.CreateGroupCommand({ UserPoolId, GroupName }))
      await client.send(new sdk.AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username: 'alice' }))
      const Username = ['alice', 'bob', 'cat'][position - 1]
      await client.send(new sdk.AdminAddUserToGroupCommand({ UserPoolId, GroupName: 'group1', Username }))
      const Identifier = `server${position}`
      await client.send(new sdk.CreateResourceServerCommand({ UserPoolId, Identifier, Name: Identifier }))
      await givenClient(on.ports, pool, { id: `${position}more` })
      await givenPool(on.ports, { id: `us-east-1_More0000${position}` })
    }
  })
  after(() => on[Symbol.asyncDispose]())

  test('has a command for every operation of the contract, and no other', () => {
    const commands = Object.keys(sdk)
      .filter((name) => name.endsWith('Command') && name !== '$Command')
      .map((name) => name.replace(/Command$/, ''))
    assert.deepEqual(commands.toSorted(), names.toSorted())
  })

  /** The member that pages list, how many items there are, and what else the operation is asked with. */
  const listings: Readonly<Record<string, readonly [member: string, items: number, more?: object]>> = {
    paginateAdminListGroupsForUser: ['Groups', 3, { Username: 'alice' }],
    paginateAdminListUserAuthEvents: ['AuthEvents', 0, { Username: 'alice' }],
    paginateListGroups: ['Groups', 3],
    paginateListIdentityProviders: ['Providers', 0],
    paginateListResourceServers: ['ResourceServers', 3],
    paginateListUserPoolClients: ['UserPoolClients', 4],
    paginateListUserPools: ['UserPools', 4],
    paginateListUsers: ['Users', 3],
    paginateListUsersInGroup: ['Users', 3, { GroupName: 'group1' }],
  }

  for (const name of paginators) {
    test(`pages through all there is by ${name}`, async () => {
      const [member, items, more] = listings[name] ?? assert.fail('it is not covered')
      const paginate = Reflect.get(sdk, name) as AnyPaginator
      const input = { UserPoolId: known['UserPoolIdType'], ...more }
      const found: unknown[] = []
      try {
        for await (const page of paginate({ client, pageSize: 1 }, input)) {
          const listed = page[member]
          assert.ok(listed === undefined || (Array.isArray(listed) && listed.length <= 1))
          found.push(...(listed ?? []))
        }
      } catch (error) {
        assert.ok(error instanceof sdk.CognitoIdentityProviderServiceException, String(error))
        const isHere = Object.hasOwn(operations, name.replace('paginate', ''))
        // Nothing to list, where the pool has threat protection off.
        return assert.ok(!isHere || items === 0, `${error.name}: ${error.message}`)
      }
      assert.equal(new Set(found.map((item) => JSON.stringify(item))).size, items)
    })
  }

  test('has nothing that waits', () => {
    assert.deepEqual(
      Object.keys(sdk).filter((name) => /^wait(For|Until)/.test(name)),
      [],
    )
  })

  // What removes things comes last.
  const isRemoving = (name: string): boolean => /^(Admin)?(Delete|Disable|Revoke|.*SignOut|Reset|Remove)/.test(name)
  for (const name of names.toSorted((one, other) => Number(isRemoving(one)) - Number(isRemoving(other)))) {
    test(`understands the answer to ${name}`, async () => {
      const Command = Reflect.get(sdk, `${name}Command`) as AnyCommand
      try {
        const output = await client.send(new Command(sampleInput(name, { known, isFull: false })))
        assert.equal(output.$metadata.httpStatusCode, 200)
        assert.ok(Object.hasOwn(operations, name))
      } catch (error) {
        assert.ok(error instanceof sdk.CognitoIdentityProviderServiceException, String(error))
        // The service's own classes, but for what is not here.
        const isKnown = Object.hasOwn(sdk, error.name)
        assert.equal(isKnown, Object.hasOwn(operations, name), `${error.name}: ${error.message}`)
        assert.equal(error.$metadata.httpStatusCode, 400)
        assert.notEqual(error.message, '')
      }
    })
  }
})
