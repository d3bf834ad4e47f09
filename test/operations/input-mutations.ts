import { constraints } from '../../src/contract/constraints.gen.ts'
import type { ConstraintShape } from '../../src/contract/constraint-shape.ts'
import { operationFacts, type OperationName } from '../../src/contract/operations.gen.ts'
import { compilePattern } from '../../src/contract/patterns.ts'

export interface Mutation {
  readonly what: string
  readonly input: unknown
  readonly exception: 'SerializationException' | 'InvalidParameterException'
  readonly text: RegExp
}

/** A string is the constraint, to the letter, of the member that is spoiled. */
type Spoiled = Omit<Mutation, 'what' | 'input' | 'text'> & {
  readonly how: string
  readonly value: unknown
  readonly text: RegExp | string
}

/** Every way to spoil one member of an input, at whatever depth, everything else left as it was. */
export function mutationsOf(name: OperationName, sample: unknown): readonly Mutation[] {
  return [...spoil(operationFacts[name].input, sample)].map(({ path, how, value, exception, text }) => ({
    what: `${path.join('.') || 'the input'}: ${how}`,
    input: value,
    exception,
    text: typeof text === 'string' ? messageOf(path, text) : text,
  }))
}

/** Cognito's own sentence, but for the value that it shows. */
function messageOf(path: readonly string[], constraint: string): RegExp {
  const at = path
    .map((segment) =>
      /^\d+$/.test(segment) ? `${segment}.member` : segment.charAt(0).toLowerCase() + segment.slice(1),
    )
    .join('.')
  const sentence = ` at '${at}' failed to satisfy constraint: ${constraint}`
  const escaped = sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^\\d+ validation errors? detected: (?:.*; )?Value(?: null| '.*')?${escaped}(?:; Value|$)`, 's')
}

type Placed = Spoiled & { readonly path: readonly string[] }

/** Yields the whole value again, with one thing in it spoiled. */
function* spoil(shapeName: string, sample: unknown): Generator<Placed> {
  const shape = constraints[shapeName]
  if (!shape) throw new Error(`The contract has no shape ${shapeName}`)
  if (shape.type === 'structure') yield* spoilMembers(shape, sample as Record<string, unknown>)
  if (shape.type === 'list') yield* spoilItems(shape, sample as readonly unknown[])
  if (shape.type === 'map') yield* spoilEntries(shape, sample as Record<string, unknown>)
}

function* spoilMembers(
  shape: ConstraintShape & { type: 'structure' },
  sample: Record<string, unknown>,
): Generator<Placed> {
  for (const [name, target] of Object.entries(shape.members)) {
    const at = (spoiled: Spoiled, path: readonly string[] = []): Placed => ({
      ...spoiled,
      path: [name, ...path],
      value: { ...sample, [name]: spoiled.value },
    })
    if (shape.required?.includes(name)) {
      const text = 'Member must not be null'
      for (const [how, value] of [
        ['missing', undefined],
        ['null', null],
      ] as const) {
        yield at({ how, value, exception: 'InvalidParameterException', text })
      }
    }
    for (const spoiled of ownSpoilings(target, sample[name])) yield at(spoiled)
    for (const inner of spoil(target, sample[name])) yield at(inner, inner.path)
  }
}

function* spoilItems(shape: ConstraintShape & { type: 'list' }, sample: readonly unknown[]): Generator<Placed> {
  for (const spoiled of ownSpoilings(shape.member, sample[0])) {
    yield { ...generalised(spoiled), path: ['1'], value: [spoiled.value, ...sample.slice(1)] }
  }
  for (const inner of spoil(shape.member, sample[0])) {
    yield { ...inner, path: ['1', ...inner.path], value: [inner.value, ...sample.slice(1)] }
  }
}

function* spoilEntries(shape: ConstraintShape & { type: 'map' }, sample: Record<string, unknown>): Generator<Placed> {
  const [key = 'a'] = Object.keys(sample)
  for (const spoiled of ownSpoilings(shape.value, sample[key])) {
    yield { ...generalised(spoiled), path: [key], value: { ...sample, [key]: spoiled.value } }
  }
}

/** Cognito: a list or a map of plain values names all constraints of its members at once. */
function generalised(spoiled: Spoiled): Spoiled {
  if (spoiled.exception === 'SerializationException') return spoiled
  return { ...spoiled, text: /^\d+ validation errors? detected: Value/ }
}

/** What can be wrong with one value by itself. */
function* ownSpoilings(shapeName: string, sample: unknown): Generator<Spoiled> {
  const shape = constraints[shapeName]
  if (!shape) throw new Error(`The contract has no shape ${shapeName}`)
  for (const value of wrongTypes[shape.type]) {
    const how = `${JSON.stringify(value)} for a ${shape.type}`
    yield {
      how,
      value,
      exception: 'SerializationException',
      text: /^(?:Start of|Expected|\w+ can not be converted to)/,
    }
  }
  const { min, max } = { min: undefined, max: undefined, ...shape }
  const invalid = (how: string, value: unknown, text: string): Spoiled => ({
    how,
    value,
    exception: 'InvalidParameterException',
    text,
  })
  switch (shape.type) {
    case 'string': {
      if (shape.enum) {
        yield invalid(
          'a value of no such kind',
          'NO_SUCH',
          `Member must satisfy enum value set: [${shape.enum.join(', ')}]`,
        )
        return
      }
      if (max !== undefined) yield invalid('too long', 'a'.repeat(max + 1), lengthAtMost(max))
      if (min !== undefined && min > 0) yield invalid('too short', 'a'.repeat(min - 1), lengthAtLeast(min))
      const { pattern } = shape
      const wrong = pattern === undefined ? undefined : offPattern(pattern)
      if (wrong !== undefined)
        yield invalid('off its pattern', wrong, `Member must satisfy regular expression pattern: ${pattern}`)
      return
    }
    case 'integer':
    case 'long':
      // A greater one is no integer of the wire at all.
      if (max !== undefined && max < greatestInteger)
        yield invalid('too great', max + 1, `Member must have value less than or equal to ${max}`)
      if (min !== undefined)
        yield invalid('too small', min - 1, `Member must have value greater than or equal to ${min}`)
      return
    case 'list': {
      const [item] = sample as readonly unknown[]
      if (max !== undefined)
        yield invalid(
          'too many',
          Array.from({ length: max + 1 }, () => item),
          lengthAtMost(max),
        )
      if (min !== undefined && min > 0) yield invalid('too few', [], lengthAtLeast(min))
      return
    }
    default:
  }
}

const greatestInteger = 2_147_483_647

const wrongTypes: Readonly<Record<ConstraintShape['type'], readonly unknown[]>> = {
  string: [1, true, {}, []],
  integer: ['x', 1.5, true, {}, []],
  long: ['x', 1.5, true, {}, []],
  boolean: ['x', 1, {}, []],
  structure: ['x', 1, true, []],
  list: ['x', 1, true, {}],
  map: ['x', 1, true, []],
  timestamp: ['x', true, {}, []],
  blob: [1, true, {}, []],
  document: [],
}

function offPattern(pattern: string): string | undefined {
  const compiled = compilePattern(pattern)
  return ['\u0000', ' ', '%', '\n', 'x'].find((text) => !compiled.test(text.repeat(24)))?.repeat(24)
}

function lengthAtMost(max: number): string {
  return `Member must have length less than or equal to ${max}`
}

function lengthAtLeast(min: number): string {
  return `Member must have length greater than or equal to ${min}`
}
