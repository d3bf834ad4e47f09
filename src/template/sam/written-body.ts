import type { JsonObject } from '../json.ts'
import { parseTemplate } from '../parse.ts'
import { besideTemplate, TemplateError } from '../template-error.ts'
import { child, mapOf, refuse } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

/** A body given inline, or in a file beside the template. */
export function writtenBody(api: SamNode): JsonObject | undefined {
  const [inline, uri] = [child(api, 'DefinitionBody'), child(api, 'DefinitionUri')]
  if (inline.value !== undefined && uri.value !== undefined) {
    throw refuse(uri, 'An API has a DefinitionBody or a DefinitionUri, not both.', 'Remove one of them.')
  }
  const { template } = api.context
  const body = child(api, 'Body').path
  if (inline.value !== undefined) {
    template.include(body, { placeOf: (path) => template.placeOf([...inline.path, ...path]) })
    return mapOf(inline)
  }
  if (uri.value === undefined) return undefined
  const location = typeof uri.value === 'string' ? uri.value : ''
  if (location === '' || location.startsWith('s3://')) {
    throw refuse(uri, 'A definition in S3 cannot be read here.', 'Write the path of a file beside the template.')
  }
  try {
    const written = parseTemplate(api.context.readFile(location), besideTemplate(template, location))
    template.include(body, written)
    return written.root
  } catch (cause) {
    if (cause instanceof TemplateError) throw cause
    throw refuse(uri, `The file "${location}" cannot be read.`, 'Write its path relative to the template.')
  }
}
