import { findHeader, mediaTypeOf } from '../../http/headers.ts'
import type { HttpHeaders, HttpRequest, HttpResponse } from '../../http/message.ts'
import { parseStrictJson } from '../../http/strict-json.ts'
import type { KmsOperation, KmsPorts } from '../../kms/kms-operation.ts'
import { KmsRefusal } from '../../kms/kms-refusal.ts'
import type { Log } from '../../ports/log.ts'
import type { Authenticate } from './aws-json-caller.ts'
import { errorResponse, successResponse, type WireError } from './aws-json-response.ts'

export interface KmsOptions {
  readonly operations: Readonly<Record<string, KmsOperation>>
  readonly ports: KmsPorts & { readonly log: Log }
  readonly authenticate: Authenticate
  readonly accountId: string
}

const targetPrefix = 'TrentService.'

export function isKmsTarget(headers: HttpHeaders): boolean {
  return findHeader(headers, 'x-amz-target')?.startsWith(targetPrefix) ?? false
}

/** Answers KMS' own AWS JSON 1.1. Every operation is signed. Never rejects: a fault is a response too. */
export function handleKms(options: KmsOptions): (request: HttpRequest, requestId: string) => Promise<HttpResponse> {
  const { clock, log } = options.ports
  return async function answerKms(request, requestId) {
    const facts = { requestId, now: clock.now() }
    const name = operationOf(request)
    const operation =
      name !== undefined && Object.hasOwn(options.operations, name) ? options.operations[name] : undefined
    if (name === undefined || operation === undefined) {
      return errorResponse(facts, { status: 400, exception: 'UnknownOperationException' })
    }
    const result = await run(options, { name, operation, request }).catch((error: unknown): WireError => {
      if (error instanceof KmsRefusal) return { status: 400, exception: error.exception, message: error.message }
      log.error({ error, requestId, operation: `kms:${name}` }, 'operation failed')
      return { status: 500, exception: 'KMSInternalException', message: 'Internal error' }
    })
    return 'exception' in result ? errorResponse(facts, result) : successResponse(facts, result.body)
  }
}

/** Both fields together make a request that no page can send across origins without asking first (UI-02). */
function operationOf({ method, url, headers }: HttpRequest): string | undefined {
  const mediaType = mediaTypeOf(findHeader(headers, 'content-type') ?? '')
  if (method !== 'POST' || url !== '/' || mediaType !== 'application/x-amz-json-1.1') return undefined
  return findHeader(headers, 'x-amz-target')?.slice(targetPrefix.length)
}

async function run(
  { ports, authenticate, accountId }: KmsOptions,
  {
    name,
    operation,
    request,
  }: { readonly name: string; readonly operation: KmsOperation; readonly request: HttpRequest },
): Promise<WireError | { readonly body: string }> {
  const authentication = await authenticate(request, name)
  if (!authentication.ok) return { status: 400, ...authentication }
  const json = parseStrictJson(request.body)
  if (!json.ok)
    return { status: 400, exception: 'SerializationException', message: 'The request body is not valid JSON.' }
  const output = await operation.handle(json.value, ports, { region: authentication.caller.region, accountId })
  return { body: output === undefined ? '' : JSON.stringify(output) }
}
