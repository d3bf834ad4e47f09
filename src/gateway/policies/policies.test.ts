import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { matchesArn, parseArnPattern } from './arn-pattern.ts'
import { combineDecisions } from './combine-decisions.ts'
import { evaluatePolicy, type PolicyDecision, type PolicyRequest } from './evaluate-policy.ts'
import { matchesGlob, parseGlob } from './glob.ts'
import { parsePolicy } from './parse-policy.ts'
import { PolicyRefused } from './policy-refused.ts'

const arn = 'arn:aws:execute-api:eu-central-1:123456789012:api/dev/GET/notes/7'

function decide(statement: unknown, request: Partial<PolicyRequest> = {}, hasPrincipals = false): PolicyDecision {
  const policy = parsePolicy({ Version: '2012-10-17', Statement: statement }, { hasPrincipals })
  return evaluatePolicy(policy, {
    action: 'execute-api:Invoke',
    resource: arn,
    principals: [],
    conditions: () => [],
    ...request,
  })
}

function condition(Condition: unknown, values: Readonly<Record<string, readonly string[]>>): boolean {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition }
  return decide(statement, { conditions: (key) => values[key] ?? [] }) === 'allow'
}

describe('patterns', () => {
  test('are those of a regular expression with .* and .', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/'), maxLength: 12 })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', ':'), maxLength: 10 })
    fc.assert(
      fc.property(pattern, text, (glob, subject) => {
        const regex = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`)
        assert.equal(matchesGlob(parseGlob(glob), subject), regex.test(subject), `${glob} on ${subject}`)
      }),
      { numRuns: 5000 },
    )
  })

  test('cost the same however they are written', () => {
    const glob = parseGlob(`${'*a'.repeat(200)}*?b`)
    // An expression with as many `.*` would not come to an end.
    assert.equal(matchesGlob(glob, 'a'.repeat(20_000)), false)
  })

  test('a wildcard for a component of an ARN does not reach into the path', () => {
    const pattern = parseArnPattern('arn:aws:execute-api:*:123456789012:api/dev/GET/open')
    assert.ok(matchesArn(pattern, 'arn:aws:execute-api:eu-central-1:123456789012:api/dev/GET/open'))
    const crafted = 'arn:aws:execute-api:eu-central-1:999999999999:api/dev/GET/x:123456789012:api/dev/GET/open'
    assert.ok(!matchesArn(pattern, crafted))
  })

  for (const [pattern, matches] of [
    ['*', true],
    ['arn:aws:execute-api:*', true],
    ['arn:aws:execute-api:*:*:*', true],
    ['arn:aws:execute-api:eu-central-1:123456789012:api/*/GET/notes/?', true],
    ['arn:aws:execute-api:eu-central-1:123456789012:api/*', true],
    ['arn:aws:execute-api:eu-central-1:123456789012:api', false],
    ['arn:aws:execute-api:eu-central-1:123456789012:api/dev/GET/notes', false],
    ['arn:aws:execute-api:eu-central-1:123456789012:api/dev/get/notes/7', false],
    ['arn:aws:execute-api:eu-central-1:123456789012:other/*', false],
  ] as const) {
    test(`${pattern} ${matches ? 'matches' : 'does not match'}`, () =>
      assert.equal(matchesArn(parseArnPattern(pattern), arn), matches))
  }
})

describe('statements', () => {
  const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }
  const cases: Readonly<Record<string, readonly [statement: unknown, decision: PolicyDecision]>> = {
    'one that allows': [allow, 'allow'],
    'none that speaks': [{ ...allow, Resource: 'arn:aws:execute-api:*:*:other/*' }, 'silent'],
    'none at all': [[], 'silent'],
    'one that denies beside one that allows': [[allow, { ...allow, Effect: 'Deny' }], 'deny'],
    'one that denies something else': [[allow, { ...allow, Effect: 'Deny', Action: 's3:*' }], 'allow'],
    'an action in other case': [{ ...allow, Action: 'EXECUTE-API:invoke' }, 'allow'],
    'NotAction that names it': [{ Effect: 'Allow', NotAction: 'execute-api:*', Resource: '*' }, 'silent'],
    'NotAction that names others': [{ Effect: 'Allow', NotAction: ['s3:*'], Resource: '*' }, 'allow'],
    'NotResource that names it': [{ Effect: 'Deny', Action: '*', NotResource: arn }, 'silent'],
    'NotResource that names others': [{ Effect: 'Deny', Action: '*', NotResource: ['arn:aws:s3:::b'] }, 'deny'],
  }
  for (const [name, [statement, decision]] of Object.entries(cases)) {
    test(`${name}: ${decision}`, () => assert.equal(decide(statement), decision))
  }

  test('principals: everybody is those too who signed nothing', () => {
    const about = (Principal: unknown, principals: readonly string[]) =>
      decide({ ...allow, Principal }, { principals }, true)
    const user = 'arn:aws:iam::123456789012:user/ada'
    const callers = [user, 'arn:aws:iam::123456789012:root']
    assert.equal(about('*', []), 'allow')
    assert.equal(about({ AWS: '*' }, []), 'allow')
    assert.equal(about({ AWS: user }, []), 'silent')
    assert.equal(about({ AWS: [user] }, callers), 'allow')
    assert.equal(about({ AWS: '123456789012' }, callers), 'allow')
    assert.equal(about({ AWS: '999999999999' }, callers), 'silent')
  })
})

describe('conditions', () => {
  const cases: Readonly<Record<string, readonly [condition: unknown, met: unknown, unmet: unknown]>> = {
    StringEquals: [{ StringEquals: { K: ['a', 'b'] } }, { k: ['b'] }, { k: ['B'] }],
    StringNotEquals: [{ StringNotEquals: { k: ['a', 'b'] } }, {}, { k: ['b'] }],
    StringEqualsIgnoreCase: [{ StringEqualsIgnoreCase: { k: 'a' } }, { k: ['A'] }, {}],
    StringLike: [{ StringLike: { k: 'a*' } }, { k: ['abc'] }, { k: ['bac'] }],
    StringNotLike: [{ StringNotLike: { k: 'a*' } }, { k: ['b'] }, { k: ['abc'] }],
    IpAddress: [{ IpAddress: { k: ['192.0.2.0/24', '2001:db8::1'] } }, { k: ['192.0.2.9'] }, { k: ['192.0.3.9'] }],
    NotIpAddress: [{ NotIpAddress: { k: '192.0.2.7' } }, { k: ['192.0.2.8'] }, { k: ['::ffff:192.0.2.7'] }],
    Bool: [{ Bool: { k: true } }, { k: ['true'] }, { k: ['false'] }],
    'Null for an absent key': [{ Null: { k: 'true' } }, {}, { k: ['x'] }],
    'Null for a present key': [{ Null: { k: false } }, { k: ['x'] }, {}],
    NumericLessThan: [{ NumericLessThan: { k: 10 } }, { k: ['9.5'] }, { k: ['10'] }],
    NumericNotEquals: [{ NumericNotEquals: { k: '10' } }, { k: ['9'] }, { k: ['10.0'] }],
    DateGreaterThan: [{ DateGreaterThan: { k: '2026-01-01T00:00:00Z' } }, { k: ['1798761600'] }, { k: ['2025-01-01'] }],
    DateLessThanEquals: [{ DateLessThanEquals: { k: '2026-01-01' } }, { k: ['2026-01-01T00:00:00Z'] }, {}],
    ArnLike: [
      { ArnLike: { k: 'arn:aws:iam::*:user/*' } },
      { k: ['arn:aws:iam::1:user/a'] },
      { k: ['arn:aws:iam::1:role/a'] },
    ],
    ArnNotEquals: [{ ArnNotEquals: { k: 'arn:aws:iam::1:user/a' } }, {}, { k: ['arn:aws:iam::1:user/a'] }],
    'IfExists without the key': [{ StringEqualsIfExists: { k: 'a' } }, {}, { k: ['b'] }],
    ForAnyValue: [{ 'ForAnyValue:StringEquals': { k: 'a' } }, { k: ['b', 'a'] }, {}],
    ForAllValues: [{ 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, {}, { k: ['a', 'c'] }],
    'two operators': [{ Bool: { k: true }, StringLike: { l: 'a*' } }, { k: ['true'], l: ['ab'] }, { k: ['true'] }],
    'two keys': [{ StringEquals: { k: 'a', l: 'b' } }, { k: ['a'], l: ['b'] }, { k: ['a'], l: ['a'] }],
  }
  for (const [name, [written, met, unmet]] of Object.entries(cases)) {
    test(name, () => {
      assert.equal(condition(written, met as Record<string, string[]>), true)
      assert.equal(condition(written, unmet as Record<string, string[]>), false)
    })
  }
})

describe('what is refused rather than read halfway', () => {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' }
  const refused: Readonly<Record<string, unknown>> = {
    'no document': undefined,
    text: '{"Statement":[]}',
    'an unknown version': { Version: '2099-01-01', Statement: [] },
    'an unknown member': { statement: [] },
    'no statement': { Version: '2012-10-17' },
    'an effect in lower case': { Statement: { ...statement, Effect: 'allow' } },
    'no action': { Statement: { Effect: 'Allow', Resource: '*' } },
    'both kinds of action': { Statement: { ...statement, NotAction: '*' } },
    'no resource': { Statement: { Effect: 'Allow', Action: '*' } },
    'an empty list': { Statement: { ...statement, Resource: [] } },
    'a resource that is no text': { Statement: { ...statement, Resource: { a: 1 } } },
    'a resource over 512 characters': { Statement: { ...statement, Resource: 'a'.repeat(513) } },
    'a variable': { Statement: { ...statement, Resource: 'arn:aws:execute-api:*:*:api/*/GET/${aws:username}' } },
    'a principal where there is none': { Statement: { ...statement, Principal: '*' } },
    'an unknown operator': { Statement: { ...statement, Condition: { StringMatches: { k: 'a' } } } },
    'an operator in other case': { Statement: { ...statement, Condition: { stringEquals: { k: 'a' } } } },
    'a range that is none': { Statement: { ...statement, Condition: { IpAddress: { k: '192.0.2.0/33' } } } },
    'a condition that is no object': { Statement: { ...statement, Condition: 'a' } },
  }
  for (const [name, document] of Object.entries(refused)) {
    test(name, () => assert.throws(() => parsePolicy(document, { hasPrincipals: false }), PolicyRefused))
  }
})

describe('1.1 two policies, within one account', () => {
  const table: readonly (readonly [PolicyDecision | undefined, PolicyDecision | undefined, PolicyDecision])[] = [
    [undefined, undefined, 'allow'],
    [undefined, 'allow', 'allow'],
    [undefined, 'silent', 'silent'],
    [undefined, 'deny', 'deny'],
    ['allow', undefined, 'allow'],
    ['silent', undefined, 'silent'],
    ['allow', 'allow', 'allow'],
    ['allow', 'silent', 'allow'],
    ['allow', 'deny', 'deny'],
    ['silent', 'allow', 'allow'],
    ['silent', 'silent', 'silent'],
    ['silent', 'deny', 'deny'],
    ['deny', 'allow', 'deny'],
    ['deny', 'silent', 'deny'],
    ['deny', 'deny', 'deny'],
  ]
  for (const [own, resource, expected] of table) {
    test(`${own} and ${resource}: ${expected}`, () => assert.equal(combineDecisions(own, resource), expected))
  }
})
