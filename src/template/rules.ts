import { isDeepStrictEqual } from 'node:util'
import { expectArguments, expectList } from './intrinsics/expect.ts'
import type { Scope } from './intrinsics/intrinsic.ts'
import { isJsonArray, isJsonObject, jsonText } from './json.ts'
import type { Json, JsonObject } from './json.ts'
import { TemplateError } from './template-error.ts'
import type { Path } from './template-error.ts'

type Decide = (argument: Json, path: Path, scope: Scope) => boolean

/** Refuses parameters that a rule of the template forbids together. */
export function checkRules(rules: Readonly<Record<string, JsonObject>>, scope: Scope): void {
  for (const [name, { Assertions, RuleCondition }] of Object.entries(rules)) {
    const path = ['Rules', name]
    if (RuleCondition !== undefined && !decide(RuleCondition, [...path, 'RuleCondition'], scope)) continue
    const assertions = expectList(Assertions ?? null, [...path, 'Assertions'], scope, 'Write "- Assert: …" lines.')
    for (const [index, assertion] of assertions.entries()) {
      const at = [...path, 'Assertions', index]
      const { Assert, AssertDescription } = isJsonObject(assertion) ? assertion : {}
      if (decide(Assert ?? null, [...at, 'Assert'], scope)) continue
      const said = AssertDescription === undefined ? 'The rule does not hold.' : `${jsonText(AssertDescription)}.`
      throw new TemplateError(scope.source, at, said.replace(/\.\.$/, '.'), 'Set other values of the parameters.')
    }
  }
}

function decide(value: Json, path: Path, scope: Scope): boolean {
  const [entry] = isJsonObject(value) ? Object.entries(value) : []
  const run = entry && Object.hasOwn(functions, entry[0]) ? functions[entry[0]] : undefined
  if (entry !== undefined && run !== undefined) return run(entry[1], [...path, entry[0]], scope)
  const advice = `Write one of ${Object.keys(functions).join(', ')}.`
  throw new TemplateError(scope.source, path, 'This is nothing that a rule can ask here.', advice)
}

const functions: Readonly<Record<string, Decide>> = {
  'Fn::And': (argument, path, scope) =>
    expectArguments(argument, path, scope, { least: 2, most: 10, form: 'Fn::And with 2 to 10 conditions' }).every(
      (item, index) => decide(item, [...path, index], scope),
    ),
  'Fn::Or': (argument, path, scope) =>
    expectArguments(argument, path, scope, { least: 2, most: 10, form: 'Fn::Or with 2 to 10 conditions' }).some(
      (item, index) => decide(item, [...path, index], scope),
    ),
  'Fn::Not': (argument, path, scope) => {
    const [item] = expectArguments(argument, path, scope, { least: 1, most: 1, form: 'Fn::Not [condition]' })
    return !decide(item ?? null, [...path, 0], scope)
  },
  'Fn::Equals': (argument, path, scope) => {
    const [left, right] = pairOf(argument, path, scope)
    return isDeepStrictEqual(textual(left), textual(right))
  },
  'Fn::Contains': (argument, path, scope) => {
    const [list, value] = pairOf(argument, path, scope)
    return textsOf(list, path, scope).includes(jsonText(value))
  },
  'Fn::EachMemberEquals': (argument, path, scope) => {
    const [list, value] = pairOf(argument, path, scope)
    return textsOf(list, path, scope).every((item) => item === jsonText(value))
  },
  'Fn::EachMemberIn': (argument, path, scope) => {
    const [list, within] = pairOf(argument, path, scope)
    const allowed = textsOf(within, path, scope)
    return textsOf(list, path, scope).every((item) => allowed.includes(item))
  },
}

function pairOf(argument: Json, path: Path, scope: Scope): readonly Json[] {
  const form = '[!Ref NAME, value]'
  const args = expectArguments(argument, path, scope, { least: 2, most: 2, form })
  return args.map((arg, index) => scope.evaluate(arg, [...path, index]) ?? null)
}

function textsOf(value: Json | undefined, path: Path, scope: Scope): readonly string[] {
  return expectList(value, path, scope, 'Write a list, or a parameter that is one.').map(jsonText)
}

function textual(value: Json | undefined): Json | undefined {
  return isJsonArray(value) || isJsonObject(value) ? value : jsonText(value)
}
