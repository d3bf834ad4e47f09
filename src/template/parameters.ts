import { runInNewContext } from 'node:vm'
import { isJsonArray, jsonText } from './json.ts'
import type { Json, JsonObject } from './json.ts'
import { suggest } from '../domain/nearest-name.ts'
import { TemplateError } from './template-error.ts'
import type { Path, Source } from './template-error.ts'

export interface GivenValues {
  readonly overrides: Readonly<Record<string, string>>
  /** By names such as `resolve:ssm:/notes/table`. */
  readonly elsewhere: Readonly<Record<string, string>>
}

/** Parameters, apart from what is said of things that are kept at AWS. */
export function givenValues(parameters: Readonly<Record<string, string>>): GivenValues {
  const isElsewhere = ([name]: readonly [string, string]) => /^(?:resolve|ImportValue):/.test(name)
  const entries = Object.entries(parameters)
  return {
    overrides: Object.fromEntries(entries.filter((entry) => !isElsewhere(entry))),
    elsewhere: Object.fromEntries(entries.filter(isElsewhere)),
  }
}

/** The value of every parameter: the override if there is one, else the default, checked against its declaration. */
export function bindParameters(
  declared: Readonly<Record<string, JsonObject>>,
  { overrides, elsewhere }: GivenValues,
  source: Source,
): Readonly<Record<string, Json>> {
  for (const name of Object.keys(overrides)) {
    if (Object.hasOwn(declared, name)) continue
    const advice = suggest(
      name,
      Object.keys(declared),
      `The template declares: ${Object.keys(declared).join(', ') || 'none'}.`,
    )
    throw new TemplateError(source, ['Parameters'], `There is no parameter "${name}".`, advice)
  }
  const names = Object.keys(declared)
  return Object.fromEntries(
    names.map((name) => [name, bind(name, declared[name] ?? {}, { override: overrides[name], elsewhere }, source)]),
  )
}

interface GivenValue extends Pick<GivenValues, 'elsewhere'> {
  readonly override: string | undefined
}

function bind(name: string, declaration: JsonObject, given: GivenValue, source: Source): Json {
  const path = ['Parameters', name]
  const type = declaration.Type
  if (typeof type !== 'string')
    throw new TemplateError(source, path, 'The parameter has no type.', 'Write "Type: String".')
  if (!/^(String|Number|CommaDelimitedList|List<.+>|AWS::.+)$/.test(type)) {
    const advice = suggest(
      type,
      ['String', 'Number', 'CommaDelimitedList', 'List<Number>'],
      'Write String, Number or CommaDelimitedList.',
    )
    throw new TemplateError(source, [...path, 'Type'], `"${type}" is no parameter type.`, advice)
  }
  const isKept = type.startsWith('AWS::SSM::Parameter')
  const keptAs = `resolve:ssm:${jsonText(declaration.Default)}`
  const override = given.override ?? (isKept ? given.elsewhere[keptAs] : undefined)
  if (override === undefined && isKept) {
    throw new TemplateError(
      source,
      path,
      'Its value is in the Systems Manager, which does not run here.',
      `Give ${name} or "${keptAs}" a value in the file of --parameters-file.`,
    )
  }
  const text = override ?? defaultOf(declaration.Default)
  if (text === undefined) {
    throw new TemplateError(
      source,
      path,
      `The parameter ${name} has no value.`,
      'Set it in the file of --parameters-file, or give it a "Default".',
    )
  }
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<')
  const values = isList ? (text === '' ? [] : text.split(',').map((item) => item.trim())) : [text]
  const matches = patternOf(declaration, path, source)
  const broken = values
    .map((value) => brokenConstraint(value, type, declaration) ?? matches(value))
    .find((found) => found !== undefined)
  if (broken !== undefined) {
    const hint = declaration.ConstraintDescription
    const advice = typeof hint === 'string' ? hint : 'Set another value.'
    // The value itself stays out of the message: a NoEcho parameter is a secret.
    throw new TemplateError(source, path, `The value of the parameter breaks ${broken}.`, advice)
  }
  return isList ? values : text
}

function defaultOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  return isJsonArray(value) ? value.map(jsonText).join(',') : jsonText(value)
}

/** Longer than any pattern takes that somebody means to use. */
const longestMatchMilliseconds = 1000

/** Says of a value that it breaks AllowedPattern; such a pattern may also be none, or never come to an end. */
function patternOf({ AllowedPattern: pattern }: JsonObject, path: Path, source: Source) {
  if (typeof pattern !== 'string') return () => undefined
  const at = [...path, 'AllowedPattern']
  let regex: RegExp
  try {
    regex = new RegExp(`^(?:${pattern})$`, 'u')
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*\/u?: /s, '') : ''
    const problem = `This is no regular expression: ${reason}.`
    throw new TemplateError(source, at, problem, "Write for example '[a-z]+'.")
  }
  return (value: string): string | undefined => {
    try {
      const matches: unknown = runInNewContext(
        'regex.test(value)',
        { regex, value },
        { timeout: longestMatchMilliseconds },
      )
      return matches === true ? undefined : `AllowedPattern: ${pattern}`
    } catch {
      const advice = 'Write one without repetitions inside of repetitions.'
      throw new TemplateError(source, at, 'This pattern takes too long to match.', advice)
    }
  }
}

function brokenConstraint(value: string, type: string, declaration: JsonObject): string | undefined {
  const { AllowedValues: allowed, MinLength, MaxLength, MinValue, MaxValue } = declaration
  const number = Number(value)
  const isNumber = type === 'Number' || type === 'List<Number>'
  if (isNumber && (value.trim() === '' || Number.isNaN(number))) return 'its type, a number'
  if (isJsonArray(allowed) && !allowed.map(jsonText).includes(value))
    return `AllowedValues: ${allowed.map(jsonText).join(', ')}`
  if (MinLength !== undefined && value.length < Number(MinLength)) return `MinLength: ${jsonText(MinLength)}`
  if (MaxLength !== undefined && value.length > Number(MaxLength)) return `MaxLength: ${jsonText(MaxLength)}`
  if (isNumber && MinValue !== undefined && number < Number(MinValue)) return `MinValue: ${jsonText(MinValue)}`
  if (isNumber && MaxValue !== undefined && number > Number(MaxValue)) return `MaxValue: ${jsonText(MaxValue)}`
  return undefined
}
