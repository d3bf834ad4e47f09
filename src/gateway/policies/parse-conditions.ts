import { isJsonObject } from '../../crypto/jose/strict-json.ts'
import { conditionOperators } from './condition-operators.ts'
import type { Condition, ConditionTest } from './condition.ts'
import { PolicyRefused, textList } from './policy-refused.ts'

const OPERATOR = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/

/** `Condition`: all operators, and all keys of each, have to be met. */
export function parseConditions(value: unknown, path: string): readonly Condition[] {
  if (value === undefined) return []
  if (!isJsonObject(value)) throw new PolicyRefused(path, 'must be an object')
  return Object.entries(value).flatMap(([operator, keys]) => {
    const place = `${path}.${operator}`
    if (!isJsonObject(keys)) throw new PolicyRefused(place, 'must be an object: a key, and what it must be')
    return Object.entries(keys).map(([key, expected]) => parseCondition(operator, key, { expected, path: place }))
  })
}

function parseCondition(
  operator: string,
  key: string,
  { expected, path }: { readonly expected: unknown; readonly path: string },
): Condition {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(operator) ?? []
  return {
    key: key.toLowerCase(),
    quantifier: quantifier === undefined ? 'plain' : quantifier === 'ForAnyValue' ? 'for-any-value' : 'for-all-values',
    ifExists: ifExists !== undefined,
    test: testOf(name, textList(expected, `${path}.${key}`), path),
  }
}

function testOf(name: string, expected: readonly string[], path: string): ConditionTest {
  if (name === 'Null') {
    const [value = '', ...others] = expected.map((text) => text.toLowerCase())
    if (others.length > 0 || !/^(?:true|false)$/.test(value)) throw new PolicyRefused(path, 'Null takes true or false')
    return { kind: 'presence', isAbsent: value === 'true' }
  }
  const operator = conditionOperators.get(name)
  if (operator === undefined) throw new PolicyRefused(path, 'is no condition operator that is supported here')
  const tests = expected.map((text) => {
    const test = operator.compile(text)
    if (test === undefined) throw new PolicyRefused(path, `cannot compare with ${JSON.stringify(text)}`)
    return test
  })
  return { kind: 'values', isNegated: operator.isNegated, matches: (actual) => tests.some((test) => test(actual)) }
}
