import { isJsonArray, isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { TemplateError } from '../template-error.ts'
import type { Path } from '../template-error.ts'
import { expectText } from './expect.ts'
import type { Intrinsic, Scope } from './intrinsic.ts'

/** `Fn::Sub: text` or `[text, { name: value }]`; `${!x}` stays as the literal `${x}`. */
export const sub: Intrinsic = (argument, path, scope) => {
  const { text, variables } = readSubArgument(argument, path, scope)
  return text.replace(/\$\{([^}]*)\}/g, (_, inside: string) => {
    const name = inside.trim()
    if (name.startsWith('!')) return `\${${name.slice(1)}}`
    return expectText(valueOf(name, variables, path, scope), path, scope, `"\${${name}}" must stand for text.`)
  })
}

/** The names that a `Fn::Sub` uses and does not define itself. */
export function namesInSub(text: string, variables: JsonObject): readonly string[] {
  return [...text.matchAll(/\$\{([^}!][^}]*)\}/g)]
    .map((match) => (match[1] ?? '').trim())
    .filter((name) => !Object.hasOwn(variables, name))
}

function valueOf(name: string, variables: JsonObject, path: Path, scope: Scope): Json | undefined {
  if (Object.hasOwn(variables, name)) return scope.evaluate(variables[name] ?? '', [...path, 1, name])
  const dot = name.indexOf('.')
  return dot === -1 ? scope.ref(name, path) : scope.attribute(name.slice(0, dot), name.slice(dot + 1), path)
}

function readSubArgument(argument: Json, path: Path, scope: Scope): { text: string; variables: JsonObject } {
  if (typeof argument === 'string') return { text: argument, variables: {} }
  const [text, variables, ...rest] = isJsonArray(argument) ? argument : []
  if (typeof text === 'string' && isJsonObject(variables) && rest.length === 0) return { text, variables }
  throw new TemplateError(scope.source, path, 'Fn::Sub takes text, or text and a map.', "Write !Sub 'text ${Name}'.")
}
