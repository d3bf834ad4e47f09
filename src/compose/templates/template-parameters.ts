import { readFile } from 'node:fs/promises'
import { parseStrictJson } from '../../http/strict-json.ts'

/** `{"Name": "value"}`, or `[{"ParameterKey": "Name", "ParameterValue": "value"}]` as the AWS CLI takes it. */
export async function readTemplateParameters(file: string): Promise<Readonly<Record<string, string>>> {
  const parsed = parseStrictJson(await readFile(file))
  const entries = parsed.ok ? entriesOf(parsed.value) : undefined
  if (entries === undefined) throw new Error(`${file} must be a JSON object of texts, or a list of parameters.`)
  return Object.fromEntries(entries)
}

function entriesOf(value: unknown): readonly (readonly [string, string])[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(value)
    ? value.map(keyAndValue)
    : Object.entries(value)
  return entries.every(isTextPair) ? entries : undefined
}

function keyAndValue(item: unknown): readonly [unknown, unknown] {
  if (typeof item !== 'object' || item === null) return [undefined, undefined]
  return [
    'ParameterKey' in item ? item.ParameterKey : undefined,
    'ParameterValue' in item ? item.ParameterValue : undefined,
  ]
}

function isTextPair(entry: readonly [unknown, unknown]): entry is readonly [string, string] {
  return entry.every((part) => typeof part === 'string')
}
