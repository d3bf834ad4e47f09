import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { exceptionFaults } from './exceptions.gen.ts'
import { operationFacts, type OperationName, type Operations } from './operations.gen.ts'

/** The SDK's class of each operation, whose types carry its input and output. */
type Commands = typeof sdk

type SdkInput<Name extends OperationName> = `${Name}Command` extends keyof Commands
  ? Commands[`${Name}Command`] extends abstract new (...given: infer Given) => unknown
    ? OnlyInput<Given>
    : never
  : never

/** Commands without a required member may be built from nothing. */
type OnlyInput<Given> = Given extends readonly [infer Input] ? Input : never

type SdkOutput<Name extends OperationName> = `${Name}Command` extends keyof Commands
  ? Commands[`${Name}Command`] extends abstract new (input: any) => {
      resolveMiddleware(...rest: any[]): (...rest: any[]) => Promise<{ output: infer Output }>
    }
    ? Omit<Output & object, '$metadata'>
    : never
  : never

/** Known to our contract before the SDK lists it; see amendments.ts. */
type AheadOfSdk = 'ALLOW_CLIENT_TOKEN_AUTH'

/** Both sides in one notation: mutable, without explicit undefined, any JSON (the only nullable type) by name. */
type Plain<T> = null extends T
  ? 'any JSON'
  : T extends Date | Uint8Array | number | boolean
    ? T extends Uint8Array
      ? 'bytes'
      : T
    : T extends string
      ? Exclude<T, AheadOfSdk>
      : T extends readonly (infer Item)[]
        ? Plain<Exclude<Item, undefined>>[]
        : T extends void | Readonly<Record<string, never>>
          ? 'nothing'
          : { -readonly [Key in keyof T]: Plain<Exclude<T[Key], undefined>> }

/** Identity, not assignability: a member that one side lacks is a difference even when it is optional. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a deferred T is what compares two types as they are
type IsSame<A, B> = (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false

type DivergentInput = {
  [Name in OperationName]: IsSame<Operations[Name]['input'], SdkInput<Name>> extends true ? never : Name
}[OperationName]

type DivergentOutput = {
  [Name in OperationName]: IsSame<Operations[Name]['output'], SdkOutput<Name>> extends true ? never : Name
}[OperationName]

/** Compiles only when the union is empty; the compiler's message names the operations that diverge. */
type None<Divergent extends never> = Divergent

type Divergent = readonly [None<`input of ${DivergentInput}`>, None<`output of ${DivergentOutput}`>]

/** The planted defect: were the comparison blind, these lines would not compile. */
const control: [
  IsSame<{ readonly A: string }, { A: string | undefined }>,
  IsSame<{ readonly A?: string }, { A: string }>,
  IsSame<{ readonly A: string; readonly B?: string }, { A: string }>,
  IsSame<{ readonly A?: 'X' | 'Y' }, { A?: 'X' }>,
  IsSame<{ readonly A?: Date }, { A?: number }>,
] = [true, false, false, false, false]

const base = sdk.CognitoIdentityProviderServiceException

describe('contract and SDK', () => {
  test('have the same operations', () => {
    const commands = Object.keys(sdk)
      .filter((name) => name.endsWith('Command') && name !== '$Command')
      .map((name) => name.slice(0, -'Command'.length))
    assert.deepEqual(Object.keys(operationFacts).toSorted(), commands.toSorted())
    assert.equal(commands.length, 140)
  })

  test('have the same exceptions', () => {
    const exceptions = Object.entries(sdk)
      .filter(([, value]) => typeof value === 'function' && Object.getPrototypeOf(value) === base)
      .map(([name]) => name)
    assert.deepEqual(Object.keys(exceptionFaults).toSorted(), exceptions.toSorted())
  })

  test('diverge in no type', () => {
    const divergent: readonly Divergent[] = []
    assert.deepEqual(divergent, [])
  })

  test('are compared by a check that sees differences', () => {
    assert.deepEqual(control, [true, false, false, false, false])
  })
})
