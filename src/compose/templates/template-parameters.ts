import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseStrictJson } from '../../http/strict-json.ts'
import type { NoteFile, TemplateReading } from './read-template.ts'

/** Reads a template with the parameters of a file, which is followed as the template is. */
export async function readWithParameters(
  file: string,
  note: NoteFile | undefined,
  read: (parameters: Readonly<Record<string, string>>) => Promise<TemplateReading>,
): Promise<TemplateReading> {
  const path = resolve(file)
  note?.(path)
  const reading = await read(await readTemplateParameters(path))
  return { ...reading, files: [...reading.files, path] }
}

/** `{"Name": "value"}`, or `[{"ParameterKey": "Name", "ParameterValue": "value"}]` as the AWS CLI takes it. */
async function readTemplateParameters(file: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(file).catch((cause: unknown) => {
    throw new Error(`The parameters cannot be read from ${file}.`, { cause })
  })
  const parsed = parseStrictJson(text)
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
