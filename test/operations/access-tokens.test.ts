import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { constraints } from '../../src/contract/constraints.gen.ts'
import { operationFacts } from '../../src/contract/operations.gen.ts'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { operations } from '../../src/operations/index.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import model from '../../model/cognito-idp.json' with { type: 'json' }
import { badAccessTokens, signIn, type BadToken } from './bad-access-tokens.ts'
import { sampleInput } from './sample-input.ts'
import { openWireInstallation, type WireInstallation } from './wire-installation.ts'

type Name = keyof typeof operations

/** From the contract, so that an operation with a token is covered by being there. */
const names = (Object.keys(operations) as Name[]).filter((name) => {
  const shape = constraints[operationFacts[name].input]
  return shape?.type === 'structure' && 'AccessToken' in shape.members
})

function inputFor(name: Name, AccessToken: string): object {
  return { ...sampleInput(name, { isFull: false }), AccessToken }
}

/** An operation whose contract lacks the exception gives the same text with the one that it has. */
function inWordsOf(name: Name, refusal: string): string {
  const [exception = '', text] = refusal.split(': ')
  const listed: readonly string[] = model.operations[name].errors
  return listed.includes(exception) ? refusal : `NotAuthorizedException: ${text}`
}

describe('an operation that takes an access token', () => {
  let installation: WireInstallation
  let bad: readonly BadToken[]
  let dumped: string

  before(async () => {
    installation = await openWireInstallation()
    const pool = await givenPool(installation.ports)
    const client = await givenClient(installation.ports, pool)
    bad = await badAccessTokens(installation, pool, client)
    dumped = installation.dump()
  })
  after(() => installation[Symbol.asyncDispose]())

  for (const name of names) {
    test(`${name} refuses every bad one in Cognito’s words, and changes nothing`, async () => {
      for (const { what, token, refusal } of bad) {
        const { json, status, exception } = await installation.call(name, inputFor(name, token))
        assert.equal(`${exception}: ${json?.message}`, inWordsOf(name, refusal), what)
        assert.equal(status, 400, what)
      }
      assert.ok(installation.dump() === dumped, `${name} changed the database`)
    })
  }

  test('is among at least sixteen, and asked with at least twenty-four tokens', () => {
    assert.ok(names.length >= 16, names.join())
    assert.ok(bad.length >= 24)
    assert.equal(new Set(bad.map(({ token }) => token)).size, bad.length)
  })
})

describe('the same operations with a good token', () => {
  let installation: WireInstallation
  let pool: UserPool
  let client: AppClient

  before(async () => {
    installation = await openWireInstallation()
    pool = await givenPool(installation.ports)
    client = await givenClient(installation.ports, pool)
  })
  after(() => installation[Symbol.asyncDispose]())

  for (const name of names) {
    test(`${name} has nothing against it`, async () => {
      // Somebody new for each: some of these operations end what they are asked with.
      const username = `asks-${name}`
      await givenUser(installation.ports, pool, { username })
      const { AccessToken } = await signIn(installation, client, username)
      const { json } = await installation.call(name, inputFor(name, AccessToken))
      assert.doesNotMatch(String(json?.message), /Access Token|User is disabled|client/i, JSON.stringify(json))
    })
  }
})
