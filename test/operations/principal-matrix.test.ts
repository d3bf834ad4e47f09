import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operationFacts, type OperationName } from '../../src/contract/operations.gen.ts'
import { operations } from '../../src/operations/index.ts'
import {
  doorOf,
  givenPrincipals,
  isTokenRequired,
  principals,
  requestOf,
  type Door,
  type Principal,
} from './principals.ts'
import { openWireInstallation, type WireInstallation } from './wire-installation.ts'

// AUTHZ-01 (T-17): every operation of the contract by every principal. What is expected comes from the contract's own
// data; who is refused changes nothing.

const names = Object.keys(operationFacts) as OperationName[]

/** `let in` is any answer that is not about who asks. */
type Verdict = 'let in' | 'not implemented' | `${string}Exception` | `${string}Exception: ${string}`

const unsigned = 'MissingAuthenticationTokenException'
const notASignature = 'IncompleteSignatureException'
const noToken =
  "InvalidParameterException: 1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must not be null"
const expired = 'NotAuthorizedException: Access Token has expired'
const scopeless = 'NotAuthorizedException: Access Token does not have required scopes'

const verdicts: Readonly<Record<Exclude<Door, 'clients'>, Readonly<Record<Principal, Verdict>>>> = {
  operators: {
    anonymous: unsigned,
    'a user of the pool': notASignature,
    'a user of another pool': notASignature,
    'a client with a secret': notASignature,
    'an administrator': 'let in',
    'a read-only administrator': 'AccessDeniedException',
    'an administrator whose signature is wrong': 'InvalidSignatureException',
    'somebody whose time is over': 'InvalidSignatureException',
    'a user whose token lacks the scope': notASignature,
  },
  users: {
    anonymous: noToken,
    'a user of the pool': 'let in',
    // To their own account: no id of a pool goes with a token.
    'a user of another pool': 'let in',
    'a client with a secret': noToken,
    'an administrator': noToken,
    'a read-only administrator': noToken,
    'an administrator whose signature is wrong': noToken,
    'somebody whose time is over': expired,
    'a user whose token lacks the scope': scopeless,
  },
  'users-or-sign-ins': {
    anonymous: 'InvalidParameterException',
    'a user of the pool': 'let in',
    'a user of another pool': 'let in',
    'a client with a secret': 'InvalidParameterException',
    'an administrator': 'InvalidParameterException',
    'a read-only administrator': 'InvalidParameterException',
    'an administrator whose signature is wrong': 'InvalidParameterException',
    'somebody whose time is over': expired,
    'a user whose token lacks the scope': scopeless,
  },
}

/** By the contract's own naming; that none of them changes anything is held below. */
const reading: readonly OperationName[] = names.filter((name) =>
  /^(?:Admin)?(?:Get|List|Describe)(?!TokensFromRefreshToken|ClientToken)/.test(name),
)

function isImplemented(name: OperationName): boolean {
  return Object.hasOwn(operations, name)
}

function expectedOf(name: OperationName, principal: Principal): Verdict | 'as anonymous' {
  const door = doorOf(name)
  const isRefusedBefore = door === 'operators' && verdicts.operators[principal] !== 'let in'
  const mayRead = principal === 'a read-only administrator' && door === 'operators' && reading.includes(name)
  if (!isImplemented(name) && (!isRefusedBefore || mayRead)) return 'not implemented'
  // Cognito: signatures and tokens beside such a request count for nothing, for better or worse.
  if (door === 'clients') return 'as anonymous'
  if (mayRead) return 'let in'
  const verdict = verdicts[door][principal]
  return verdict === noToken && !isTokenRequired(name) ? 'NotAuthorizedException: Invalid Access Token' : verdict
}

/** What ends the sessions that all others are asked with. */
const endings: readonly OperationName[] = ['DeleteUser', 'GlobalSignOut']

const aboutTheCaller = [
  'MissingAuthenticationTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'UnrecognizedClientException',
  'AccessDeniedException',
]

/** Callers whose requests end at the door, in an order that leaves those who may act for the end. */
const isRefusal = (verdict: Verdict | 'as anonymous'): boolean => verdict !== 'let in' && verdict !== 'as anonymous'

describe('every operation by every principal', () => {
  let on: WireInstallation
  let credentials: Awaited<ReturnType<typeof givenPrincipals>>
  const asserted = new Set<string>()

  async function open(): Promise<void> {
    on = await openWireInstallation()
    credentials = await givenPrincipals(on)
  }

  before(open)
  after(() => on[Symbol.asyncDispose]())

  async function answerTo(name: OperationName, principal: Principal): Promise<string> {
    const request = await requestOf(name, credentials[principal], on.ports.clock.now())
    const { status, json, exception } = await on.send(request)
    return status === 200 ? 'ok' : `${exception}: ${json?.message ?? ''}`
  }

  async function assertCell(name: OperationName, principal: Principal): Promise<void> {
    const expected = expectedOf(name, principal)
    const answer = await answerTo(name, principal)
    const [exception = ''] = answer.split(': ')
    asserted.add(`${name} ${principal}`)
    switch (expected) {
      case 'not implemented':
        return assert.equal(answer, `UnknownOperationException: ${name} is not implemented here.`, principal)
      case 'as anonymous':
        return assert.equal(answer, await answerTo(name, 'anonymous'), principal)
      case 'let in':
        assert.ok(!aboutTheCaller.includes(exception), `${principal} is refused: ${answer}`)
        return assert.doesNotMatch(answer, /Access Token|accessToken|User does not exist/, principal)
      default:
        return assert.ok(answer.startsWith(expected), `${principal} is answered ${answer}`)
    }
  }

  for (const name of names) {
    test(`${name}: ${doorOf(name)}`, async () => {
      const [refused, others] = [
        principals.filter((principal) => isRefusal(expectedOf(name, principal))),
        principals.filter((principal) => !isRefusal(expectedOf(name, principal))),
      ]
      const before = on.dump()
      for (const principal of refused) await assertCell(name, principal)
      assert.ok(on.dump() === before, `${name} changed the database for somebody whom it refused`)
      for (const principal of others) await assertCell(name, principal)
      if (!endings.includes(name)) return
      await on[Symbol.asyncDispose]()
      await open()
    })
  }

  test('is asked: each cell once', () => {
    assert.equal(asserted.size, names.length * principals.length)
    assert.ok(names.length >= 140)
  })
})

describe('who may only read', () => {
  test('changes nothing by any operation that lets them in', async () => {
    await using on = await openWireInstallation()
    const credentials = await givenPrincipals(on)
    const before = on.dump()
    for (const name of reading.filter(isImplemented)) {
      if (doorOf(name) !== 'operators') continue
      await on.send(await requestOf(name, credentials['a read-only administrator'], on.ports.clock.now()))
      assert.ok(on.dump() === before, name)
    }
  })
})
