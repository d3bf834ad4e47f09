import { isJsonObject } from '../../../crypto/jose/strict-json.ts'
import type { ParameterForm, ServiceAction } from '../../definition/aws-action.ts'
import { spellSegment } from '../../request/canonical-path.ts'
import { spellQuery } from '../../request/request-query.ts'
import type { WholeRequest } from '../mapped/ask-upstream.ts'

export interface ParameterText {
  readonly name: string
  readonly form: ParameterForm
  readonly text: string
}

type ActionRequest = Omit<WholeRequest, 'timeoutMilliseconds'>

/** The request that an action takes its parameters in; undefined where one of them makes no sense. */
export function actionRequest(action: ServiceAction, parameters: readonly ParameterText[]): ActionRequest | undefined {
  switch (action.kind) {
    case 'json': {
      const values = parameters.map(({ form, name, text }) => [name, jsonValue(form, text)] as const)
      if (values.some(([, value]) => value === undefined)) return undefined
      const input = Object.fromEntries(values)
      const bytes = Buffer.from(JSON.stringify(action.isEntry ? { Entries: [input] } : input))
      return { method: 'POST', path: '/', headers: action.headers, bytes }
    }
    case 'queue':
      return queueRequest(action, parameters)
    case 'path': {
      const textOf = (name: string) => parameters.find((parameter) => parameter.name === name)?.text ?? ''
      const holes = [...action.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => textOf(name))
      // A segment that is none would make another path of it.
      if (holes.some((text) => text === '' || text === '.' || text === '..')) return undefined
      const path = action.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => spellSegment(textOf(name)))
      const query = spellQuery(
        action.query.flatMap(([key, name]) => (textOf(name) === '' ? [] : [[key, textOf(name)]])),
      )
      return { method: 'GET', path: `${path}?${query}`, headers: [], bytes: Buffer.alloc(0) }
    }
  }
}

/** Whatever host `QueueUrl` has, its path is asked for at the service's own. */
function queueRequest(
  { name, version }: Extract<ServiceAction, { kind: 'queue' }>,
  parameters: readonly ParameterText[],
): ActionRequest | undefined {
  const queueUrl = parameters.find((parameter) => parameter.name === 'QueueUrl')?.text ?? ''
  const path = URL.canParse(queueUrl) ? new URL(queueUrl).pathname : ''
  if (!/^(?:\/[\w-]{1,80}){1,4}(?:\.fifo)?$/.test(path)) return undefined
  const fields = parameters.map(queueFields)
  if (!fields.every((pairs) => pairs !== undefined)) return undefined
  const form = spellQuery([['Action', name], ['Version', version], ...fields.flat()])
  const headers = [['Content-Type', 'application/x-www-form-urlencoded'] as const]
  return { method: 'POST', path, headers, bytes: Buffer.from(form) }
}

/** Of lists and maps each member has a number: `MessageAttribute.1.Name`. */
function queueFields({ form, name, text }: ParameterText): readonly (readonly [string, string])[] | undefined {
  const singular = name.replace(/s$/, '')
  if (form === 'list') return listOf(text)?.map((item, index) => [`${singular}.${index + 1}`, item] as const)
  if (form !== 'json') return jsonValue(form, text) === undefined ? undefined : [[name, text]]
  const attributes = jsonValue(form, text)
  if (!isJsonObject(attributes)) return undefined
  return Object.entries(attributes).flatMap(([key, value], index) => {
    const before = `${singular}.${index + 1}`
    const parts = isJsonObject(value) ? Object.entries(value) : []
    const valued = parts.map(([part, inner]) => [`${before}.Value.${part}`, String(inner)] as const)
    return [[`${before}.Name`, key] as const, ...valued]
  })
}

function jsonValue(form: ParameterForm, text: string): unknown {
  switch (form) {
    case 'text':
      return text
    case 'number':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
    case 'list':
      return listOf(text)
    case 'time':
      return secondsOf(text)
    case 'json':
      return parsed(text)
  }
}

function listOf(text: string): readonly string[] | undefined {
  if (!text.trimStart().startsWith('[')) return text.split(',').map((item) => item.trim())
  const list = parsed(text)
  return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined
}

function secondsOf(text: string): number | undefined {
  const seconds = /^\d{1,12}(?:\.\d{1,6})?$/.test(text) ? Number(text) : Date.parse(text) / 1000
  return Number.isNaN(seconds) ? undefined : seconds
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
