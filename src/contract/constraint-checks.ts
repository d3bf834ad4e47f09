import type { ConstraintShape } from './constraint-shape.ts'
import { compilePattern } from './patterns.ts'

/** Returns the texts of the constraints that a value of the right type breaks; undefined when it breaks none. */
export type Check = (value: unknown) => readonly string[] | undefined

/** The check for a scalar shape, or undefined when it has nothing to check. */
export function compileCheck(shape: ConstraintShape): Check | undefined {
  if (shape.type === 'string') return compileStringCheck(shape)
  if (shape.type === 'blob')
    return (value) => (value instanceof Uint8Array ? checkSize(value.length, shape) : undefined)
  if (shape.type !== 'integer' && shape.type !== 'long') return undefined
  const { min = -Infinity, max = Infinity } = shape
  if (min === -Infinity && max === Infinity) return undefined
  return (value) => {
    if (typeof value !== 'number') return undefined
    if (value > max) return [`${valueText.max} ${max}`]
    return value < min ? [`${valueText.min} ${min}`] : undefined
  }
}

/** Every constraint of a scalar shape, as the brackets of `Member must satisfy constraint: […]` list them. */
export function listConstraints(shape: ConstraintShape): string {
  if (shape.type !== 'string' && shape.type !== 'integer' && shape.type !== 'long') return ''
  const texts: string[] = []
  const words = shape.type === 'string' ? lengthText : valueText
  if (shape.max !== undefined) texts.push(`${words.max} ${shape.max}`)
  if (shape.min !== undefined) texts.push(`${words.min} ${shape.min}`)
  if (shape.type === 'string' && shape.pattern !== undefined) texts.push(`${patternText} ${shape.pattern}`)
  if (shape.type === 'string' && shape.enum) texts.push(enumText(shape.enum))
  return texts.join(', ')
}

/** Lengths count code points, as Smithy defines `@length`. */
export function countCodePoints(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length - 1; i++) {
    const isHigh = (text.charCodeAt(i) & 0xfc00) === 0xd800
    if (isHigh && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--
      i++
    }
  }
  return count
}

export function checkSize(size: number, { min, max }: { min?: number; max?: number }): readonly string[] | undefined {
  if (max !== undefined && size > max) return [`${lengthText.max} ${max}`]
  return min !== undefined && size < min ? [`${lengthText.min} ${min}`] : undefined
}

const lengthText = {
  min: 'Member must have length greater than or equal to',
  max: 'Member must have length less than or equal to',
}
const valueText = {
  min: 'Member must have value greater than or equal to',
  max: 'Member must have value less than or equal to',
}
const patternText = 'Member must satisfy regular expression pattern:'

function enumText(values: readonly string[]): string {
  return `Member must satisfy enum value set: [${values.join(', ')}]`
}

function compileStringCheck(shape: ConstraintShape & { type: 'string' }): Check | undefined {
  const { enum: values, min, max, pattern } = shape
  if (values) {
    const allowed = new Set(values)
    const broken = [enumText(values)]
    return (value) => (typeof value === 'string' && !allowed.has(value) ? broken : undefined)
  }
  if (min === undefined && max === undefined && pattern === undefined) return undefined
  let compiled: RegExp | undefined
  return (value) => {
    if (typeof value !== 'string') return undefined
    let broken: readonly string[] | undefined
    if (pattern !== undefined) {
      compiled ??= compilePattern(pattern)
      if (!compiled.test(value)) broken = [`${patternText} ${pattern}`]
    }
    const size = checkSize(countCodePoints(value), shape)
    return broken && size ? [...broken, ...size] : (broken ?? size)
  }
}
