import type { Budget } from '../budget.ts'
import { isList, listOf, type VtlValue } from '../value.ts'
import { valueText } from '../value-text.ts'
import { VtlError } from '../vtl-error.ts'
import { intArgument, textArgument, type Method, type MethodTable } from './method.ts'
import { matches, replaceFound, splitText } from './string-regex.ts'

type StringMethod = Method<string>

/** `java.lang.String`. */
export const stringMethods: MethodTable<string> = new Map<string, StringMethod>([
  ['length', (text) => BigInt(text.length)],
  ['isEmpty', (text) => text === ''],
  ['isBlank', (text) => text.trim() === ''],
  ['trim', trim],
  ['strip', (text) => text.trim()],
  ['toUpperCase', (text) => text.toUpperCase()],
  ['toLowerCase', (text) => text.toLowerCase()],
  ['toCharArray', (text, _, budget) => characters(text, budget.spend)],
  ['charAt', (text, [index]) => charAt(text, intArgument(index))],
  [
    'substring',
    (text, [from, to]) => substring(text, intArgument(from), to === undefined ? text.length : intArgument(to)),
  ],
  ['concat', withText((text, other) => text + other)],
  ['contains', withText((text, other) => text.includes(other))],
  ['startsWith', (text, [prefix, at]) => startsWith(text, prefix, at)],
  ['endsWith', withText((text, suffix) => text.endsWith(suffix))],
  ['indexOf', (text, [what, from]) => indexOf(text, what, from)],
  ['lastIndexOf', withText((text, other) => BigInt(text.lastIndexOf(other)))],
  ['equals', (text, args) => (args.length === 1 ? text === args[0] : undefined)],
  ['contentEquals', withText((text, other) => text === other)],
  ['equalsIgnoreCase', (text, [other]) => typeof other === 'string' && folded(text) === folded(other)],
  ['compareTo', withText((text, other) => compare(text, other))],
  ['compareToIgnoreCase', withText((text, other) => compare(folded(text), folded(other)))],
  ['repeat', (text, [count], budget) => repeat(text, intArgument(count), budget.spendText)],
  ['replace', (text, [target, replacement], budget) => replace(text, target, replacement, budget)],
  ['replaceAll', (text, args, budget) => replaceFound(text, args, { onlyFirst: false, budget })],
  ['replaceFirst', (text, args, budget) => replaceFound(text, args, { onlyFirst: true, budget })],
  ['matches', (text, [pattern], budget) => matches(text, textArgument(pattern), budget)],
  [
    'split',
    (text, [pattern, limit], budget) => splitText(text, [textArgument(pattern), intArgument(limit) ?? 0], budget),
  ],
  ['toString', (text, args) => (args.length === 0 ? text : undefined)],
  // Static methods, called through any text.
  ['valueOf', (_, [value], budget) => (value === undefined ? undefined : valueText(value, budget))],
  ['join', (_, [separator, ...rest], budget) => join(textArgument(separator), rest, budget)],
])

function withText(method: (text: string, other: string) => VtlValue): StringMethod {
  return (text, [argument], budget) => {
    const other = textArgument(argument)
    if (other === undefined) return undefined
    budget.spendText(other.length)
    return method(text, other)
  }
}

function replace(
  text: string,
  target: VtlValue | undefined,
  replacement: VtlValue | undefined,
  budget: Budget,
): VtlValue | undefined {
  if (typeof target !== 'string' || typeof replacement !== 'string') return undefined
  let found = target === '' ? text.length + 1 : 0
  if (target !== '') {
    for (let at = text.indexOf(target); at !== -1; at = text.indexOf(target, at + target.length)) found += 1
  }
  // What it grows to, before it does.
  budget.spendText(text.length + found * (replacement.length - target.length))
  return text.replaceAll(target, () => replacement)
}

/** Java: everything up to the space, at both ends. */
function trim(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && text.charCodeAt(from) <= 0x20) from += 1
  while (to > from && text.charCodeAt(to - 1) <= 0x20) to -= 1
  return text.slice(from, to)
}

function characters(text: string, spend: (steps: number) => void): VtlValue {
  spend(text.length)
  return listOf(text.split(''))
}

function charAt(text: string, index: number | undefined): VtlValue | undefined {
  if (index === undefined) return undefined
  if (index < 0 || index >= text.length) throw new VtlError(`index ${index} is out of range`)
  return text.charAt(index)
}

function substring(text: string, from: number | undefined, to: number | undefined): VtlValue | undefined {
  if (from === undefined || to === undefined) return undefined
  if (from < 0 || to > text.length || from > to) throw new VtlError('the part of a text is out of range')
  return text.slice(from, to)
}

function startsWith(text: string, prefix: VtlValue | undefined, at: VtlValue | undefined): VtlValue | undefined {
  if (typeof prefix !== 'string') return undefined
  return text.startsWith(prefix, at === undefined ? 0 : intArgument(at))
}

function indexOf(text: string, what: VtlValue | undefined, from: VtlValue | undefined): VtlValue | undefined {
  const point = intArgument(what)
  if (point !== undefined && (point < 0 || point > 0x10ffff)) return -1n
  const wanted = point === undefined ? what : String.fromCodePoint(point)
  return typeof wanted === 'string' ? BigInt(text.indexOf(wanted, intArgument(from ?? 0n))) : undefined
}

function repeat(
  text: string,
  count: number | undefined,
  spendText: (characters: number) => void,
): VtlValue | undefined {
  if (count === undefined) return undefined
  if (count < 0) throw new VtlError('a text cannot be repeated less than 0 times')
  spendText(text.length * count)
  return text.repeat(count)
}

function join(separator: string | undefined, rest: readonly VtlValue[], budget: Budget): VtlValue | undefined {
  if (separator === undefined) return undefined
  const [first] = rest
  const texts = (isList(first) ? first.items : rest).map((value) => valueText(value, budget))
  budget.spend(texts.length)
  budget.spendText(texts.reduce((length, text) => length + separator.length + text.length, 0))
  return texts.join(separator)
}

/** Java: the difference of the first characters that differ, else of the lengths. */
function compare(text: string, other: string): bigint {
  const shorter = Math.min(text.length, other.length)
  for (let index = 0; index < shorter; index += 1) {
    const difference = text.charCodeAt(index) - other.charCodeAt(index)
    if (difference !== 0) return BigInt(difference)
  }
  return BigInt(text.length - other.length)
}

function folded(text: string): string {
  return text.toUpperCase().toLowerCase()
}
