import { isJsonArray, isJsonObject, jsonText } from './json.ts'
import type { Json } from './json.ts'
import type { Template } from './parse.ts'
import { TemplateError } from './template-error.ts'
import type { Path } from './template-error.ts'

const prefix = 'Fn::ForEach::'
const extensions = 'AWS::LanguageExtensions'

/**
 * Writes out each `Fn::ForEach::NAME: [Item, [a, b], { Key${Item}: … }]` of a template, as `AWS::LanguageExtensions`
 * does before anything else is read. `parameters` are what a collection may refer to.
 */
export function expandLoops(template: Template, parameters: Readonly<Record<string, Json>>): Template {
  const { root } = template
  const transforms = [root.Transform ?? []].flat()
  const isAsked = transforms.some((transform) => transform === extensions)
  const reading: Reading = { template, parameters, isAsked }
  const expanded = expand(root, [], reading)
  return { ...template, root: isJsonObject(expanded) ? expanded : root }
}

interface Reading {
  readonly template: Template
  readonly parameters: Readonly<Record<string, Json>>
  readonly isAsked: boolean
}

function expand(value: Json, path: Path, reading: Reading): Json {
  if (isJsonArray(value)) return value.map((item, index) => expand(item, [...path, index], reading))
  if (!isJsonObject(value)) return value
  const entries: [string, Json][] = []
  for (const [key, item] of Object.entries(value)) {
    const written = key.startsWith(prefix) ? expandLoop(item, [...path, key], reading) : [[key, item] as const]
    for (const [name, each] of written) {
      if (entries.some(([known]) => known === name)) {
        const problem = `"${name}" is there twice once loops are written out.`
        throw new TemplateError(reading.template, [...path, key], problem, 'Let the key hold the item of the loop.')
      }
      entries.push([name, expand(each, [...path, name], reading)])
    }
  }
  return Object.fromEntries(entries)
}

function expandLoop(argument: Json, path: Path, { isAsked, parameters, template }: Reading): [string, Json][] {
  const form = `Write ${prefix}NAME: [Item, [a, b], { "Key\${Item}": value }].`
  if (!isAsked) {
    throw new TemplateError(
      template,
      path,
      'Fn::ForEach needs its transform.',
      `Write "Transform: ${extensions}" at the top.`,
    )
  }
  const [item, collection, output, ...rest] = isJsonArray(argument) ? argument : []
  if (typeof item !== 'string' || !isJsonObject(output) || rest.length > 0) {
    throw new TemplateError(template, path, 'Fn::ForEach takes a name, a list and a map.', form)
  }
  const named = isJsonObject(collection) && typeof collection.Ref === 'string' ? parameters[collection.Ref] : collection
  if (!isJsonArray(named) || named.some((each) => typeof each === 'object' && each !== null)) {
    const advice = 'Write a list of texts, or !Ref and a parameter of the type CommaDelimitedList.'
    throw new TemplateError(template, [...path, 1], 'This is no collection that can be known here.', advice)
  }
  return named.flatMap((each) =>
    Object.entries(output).map(([written, inner]): [string, Json] => {
      const key = inText(written, item, jsonText(each))
      // A mistake in what is written out is told where the loop is.
      const placeOf = (at: Path) => template.placeOf([...path, 2, written, ...at])
      if (!key.startsWith(prefix)) template.include([...path.slice(0, -1), key], { placeOf })
      return [key, withItem(inner, item, jsonText(each))]
    }),
  )
}

function withItem(json: Json, item: string, value: string): Json {
  if (typeof json === 'string') return inText(json, item, value)
  if (isJsonArray(json)) return json.map((each) => withItem(each, item, value))
  if (!isJsonObject(json)) return json
  if (json.Ref === item) return value
  const entries = Object.entries(json)
  return Object.fromEntries(entries.map(([key, inner]) => [inText(key, item, value), withItem(inner, item, value)]))
}

/** `&{Item}` leaves out what no logical id may hold. */
function inText(text: string, item: string, value: string): string {
  return text.replaceAll(`\${${item}}`, value).replaceAll(`&{${item}}`, value.replaceAll(/[^A-Za-z0-9]/g, ''))
}
