import type { Budget } from '../vtl/budget.ts'
import { parseJson } from '../vtl/parse-json.ts'
import type { VtlObject, VtlValue } from '../vtl/value.ts'
import { valueText } from '../vtl/value-text.ts'
import { VtlError } from '../vtl/vtl-error.ts'
import { responsePayloadLimits } from './payload.ts'

/** `$util`. A missing value is an empty text to all of them. */
export const utilObject: VtlObject = {
  kind: 'object',
  property: () => null,
  call(name, [argument = null], budget) {
    const function_ = functions.get(name)
    if (function_ === undefined) return undefined
    const text = argument === null ? '' : valueText(argument, budget)
    budget.spendText(text.length)
    return function_(text, budget)
  },
  text: () => '',
}

const functions: ReadonlyMap<string, (text: string, budget: Budget) => VtlValue> = new Map<
  string,
  (text: string, budget: Budget) => VtlValue
>([
  ['escapeJavaScript', escapeJavaScript],
  ['parseJson', readJson],
  ['urlEncode', urlEncode],
  ['urlDecode', urlDecode],
  ['base64Encode', (text) => Buffer.from(text).toString('base64')],
  ['base64Decode', (text) => Buffer.from(text, 'base64').toString()],
])

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["'", "\\'"],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['/', '\\/'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\f', '\\f'],
])

/** As commons-lang does it. The guide's `replaceAll("\\'", "'")` makes JSON of it. */
function escapeJavaScript(text: string): string {
  return text.replaceAll(
    // oxlint-disable-next-line no-control-regex
    /['"\\/\u0000-\u001F]|[^\u0000-\u007E]/g,
    (character) =>
      ESCAPES.get(character) ??
      character
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
        .join(''),
  )
}

function readJson(text: string, budget: Budget): VtlValue {
  budget.spend(Math.ceil(text.length / 8))
  const outcome = parseJson(text, responsePayloadLimits)
  if (outcome.kind === 'value') return outcome.value
  throw new VtlError(outcome.kind === 'malformed' ? `not JSON: ${outcome.problem}` : 'the JSON is too complex')
}

/** `java.net.URLEncoder`: a space is `+`, and only letters, digits and `.-*_` stay. */
function urlEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new VtlError('not a URL-encoded text')
  }
}
