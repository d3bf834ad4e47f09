import { isJsonObject } from '../../../crypto/jose/strict-json.ts'
import { parsePolicy } from '../../policies/parse-policy.ts'
import { PolicyRefused } from '../../policies/policy-refused.ts'
import type { Policy } from '../../policies/policy.ts'
import type { LambdaAuthorizer } from '../../definition/authorizer.ts'
import { plainRecord, type FunctionPrincipal } from '../../exchange/principal.ts'

/** What a function said of a caller: who it is, and what it may do. */
export interface AuthorizerAnswer {
  readonly verdict: Policy | 'authorized' | 'not-authorized'
  readonly principal: Omit<FunctionPrincipal, 'integrationLatency'>
  /** For the bounds of whoever keeps it. */
  readonly bytes: number
}

export type AnswerReading =
  | { readonly kind: 'answer'; readonly answer: AuthorizerAnswer }
  | { readonly kind: 'malformed'; readonly reason: string }

/** API Gateway keeps results of up to 1 MiB. */
const LARGEST_ANSWER_BYTES = 1024 * 1024

/** Reads what a function returned; anything that is not exactly an answer lets nobody through. */
export function readAuthorizerAnswer(
  { event, usesSimpleResponses }: Pick<LambdaAuthorizer, 'event' | 'usesSimpleResponses'>,
  payload: unknown,
): AnswerReading {
  const bytes = sizeOf(payload)
  if (bytes > LARGEST_ANSWER_BYTES) return malformed('result over 1 MiB')
  if (!isJsonObject(payload)) return malformed('result is no object')
  const context = usesFlatContext(event) ? readFlatContext(payload['context']) : readContext(payload['context'])
  if (context === undefined) return malformed('context is not what the API takes')
  if (usesSimpleResponses) return readSimple(payload, context, bytes)
  const principalId = readName(payload['principalId'])
  if (principalId === undefined) return malformed('principalId is missing')
  const usageIdentifierKey = payload['usageIdentifierKey'] ?? undefined
  if (usageIdentifierKey !== undefined && typeof usageIdentifierKey !== 'string') {
    return malformed('usageIdentifierKey is no text')
  }
  try {
    const verdict = parsePolicy(payload['policyDocument'], { hasPrincipals: false })
    return answered({ verdict, bytes, principal: { kind: 'function', principalId, usageIdentifierKey, ...context } })
  } catch (error) {
    if (error instanceof PolicyRefused) return malformed(`policyDocument${error.message}`)
    throw error
  }
}

type Context = Pick<FunctionPrincipal, 'context' | 'contextTexts'>

function readSimple(payload: Readonly<Record<string, unknown>>, context: Context, bytes: number): AnswerReading {
  const { isAuthorized } = payload
  if (typeof isAuthorized !== 'boolean') return malformed('isAuthorized is neither true nor false')
  return answered({
    verdict: isAuthorized ? 'authorized' : 'not-authorized',
    bytes,
    principal: { kind: 'function', principalId: undefined, usageIdentifierKey: undefined, ...context },
  })
}

function usesFlatContext(event: LambdaAuthorizer['event']): boolean {
  return event === 'TOKEN' || event === 'REQUEST'
}

/** REST: text, numbers and booleans, handed on as text. A `claims` would pass for those of a verified token. */
function readFlatContext(value: unknown): Context | undefined {
  const read = readContext(value)
  const entries = Object.entries(read?.context ?? {}).filter(([, entry]) => entry !== null)
  const isFlat = entries.every(([name, entry]) => name !== 'claims' && typeof entry !== 'object')
  if (read === undefined || !isFlat) return undefined
  return { context: read.context, contextTexts: plainRecord(entries.map(([name, entry]) => [name, String(entry)])) }
}

/** HTTP: any JSON. */
function readContext(value: unknown): Context | undefined {
  if (value === undefined || value === null) return { context: undefined, contextTexts: plainRecord<string>([]) }
  if (!isJsonObject(value)) return undefined
  const texts = Object.entries(value).map(([name, entry]): readonly [string, string] => [
    name,
    typeof entry === 'string' ? entry : JSON.stringify(entry),
  ])
  return { context: plainRecord(Object.entries(value)), contextTexts: plainRecord(texts) }
}

function readName(value: unknown): string | undefined {
  const name = typeof value === 'number' ? String(value) : value
  return typeof name === 'string' && name !== '' ? name : undefined
}

function sizeOf(payload: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(payload) ?? '')
  } catch {
    // Nested too deeply to be written down.
    return Number.POSITIVE_INFINITY
  }
}

function answered(answer: AuthorizerAnswer): AnswerReading {
  return { kind: 'answer', answer }
}

function malformed(reason: string): AnswerReading {
  return { kind: 'malformed', reason }
}
