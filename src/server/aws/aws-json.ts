import { exceptionFaults } from '../../contract/exceptions.gen.ts'
import { operationFacts, type OperationName } from '../../contract/operations.gen.ts'
import { Refusal } from '../../contract/refusal.ts'
import { checkRegion } from '../../flows/user-pools/check-region.ts'
import type { ReplicaPorts } from '../../flows/user-pools/find-live-replica.ts'
import { findHeader, mediaTypeOf } from '../../http/headers.ts'
import type { HttpRequest, HttpResponse } from '../../http/message.ts'
import { type JsonProblem, parseStrictJson } from '../../http/strict-json.ts'
import type { Log } from '../../ports/log.ts'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import type { Authenticate } from './aws-json-caller.ts'
import { invokeOperation, isOperationName, type OperationTable } from './aws-json-operations.ts'
import { errorResponse, preflightResponse, successResponse, type WireError } from './aws-json-response.ts'

export interface AwsJsonOptions<AvailablePorts> {
  readonly operations: OperationTable<AvailablePorts>
  readonly ports: AvailablePorts & ReplicaPorts & { readonly log: Log }
  readonly authenticate: Authenticate
  /** Where unsigned requests act. */
  readonly region: string
  readonly accountId: string
  /** Called after each operation; for metrics and access logs. */
  readonly observe?: ((outcome: AwsJsonOutcome) => void) | undefined
}

export interface AwsJsonOutcome {
  readonly operation: OperationName
  readonly requestId: string
  readonly status: number
  readonly exception: string | undefined
}

/** Answers AWS JSON 1.1, the protocol of `POST /` with X-Amz-Target. Never rejects: a fault is a response too. */
export function handleAwsJson<AvailablePorts>(
  options: AwsJsonOptions<AvailablePorts>,
): (request: HttpRequest, requestId: string) => Promise<HttpResponse> {
  const { clock, log } = options.ports
  return async function answer(request, requestId) {
    const facts = { requestId, now: clock.now() }
    if (request.method === 'OPTIONS') return preflightResponse(facts, request.headers)
    const target = readTarget(request)
    if (!target.ok) return errorResponse(facts, target)
    const result = await run(options, request, target.operation, requestId).catch((error: unknown): WireError => {
      if (error instanceof Refusal) return describeRefusal(error)
      if (error instanceof StorageFault && error.reason === 'overloaded') return tooBusy
      log.error({ error, requestId, operation: target.operation }, 'operation failed')
      return { status: 500, exception: operationFacts[target.operation].fault, message: 'Internal error' }
    })
    const exception = 'exception' in result ? result.exception : undefined
    const response = 'exception' in result ? errorResponse(facts, result) : successResponse(facts, result.body)
    options.observe?.({ operation: target.operation, requestId, status: response.status, exception })
    return response
  }
}

/** Nothing was written; SDKs wait and try again at this name. */
const tooBusy: WireError = { status: 400, exception: 'TooManyRequestsException', message: 'Too many requests' }

const contentType = 'application/x-amz-json-1.1'
const targetPrefix = 'AWSCognitoIdentityProviderService.'

/** The operation that X-Amz-Target names, if there is such a one. */
export function operationOf(target: string): OperationName | undefined {
  const name = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : ''
  return isOperationName(name) ? name : undefined
}

type Target = { readonly ok: true; readonly operation: OperationName } | ({ readonly ok: false } & WireError)

/** Both fields together make a request that no page can send across origins without asking first (UI-02). */
function readTarget({ method, url, headers }: HttpRequest): Target {
  if (method !== 'POST' || url !== '/') return unknownOperation('Operations are called by POST /.')
  if (mediaTypeOf(findHeader(headers, 'content-type') ?? '') !== contentType) {
    return unknownOperation(`The Content-Type must be ${contentType}.`)
  }
  const operation = operationOf(findHeader(headers, 'x-amz-target') ?? '')
  if (!operation) return unknownOperation(`X-Amz-Target must name an operation: ${targetPrefix}<name>.`)
  return { ok: true, operation }
}

function unknownOperation(message: string): Target {
  return { ok: false, status: 400, exception: 'UnknownOperationException', message }
}

async function run<AvailablePorts>(
  options: AwsJsonOptions<AvailablePorts>,
  request: HttpRequest,
  name: OperationName,
  requestId: string,
): Promise<WireError | { readonly body: string }> {
  const { operations, ports, accountId } = options
  let region = options.region
  // Cognito: a public operation ignores any Authorization field, however malformed.
  const isSigned = operationFacts[name].auth === 'sigv4'
  if (isSigned) {
    const authentication = await options.authenticate(request, name)
    if (!authentication.ok) return { status: 400, ...authentication }
    region = authentication.caller.region
  }
  const json = parseStrictJson(request.body)
  if (!json.ok) return { status: 400, exception: 'SerializationException', message: jsonTexts[json.reason] }
  const userAgent = findHeader(request.headers, 'user-agent')
  const facts = { requestId, region, accountId, sourceIp: request.sourceIp, userAgent }
  const admit = async (input: object): Promise<void> => {
    const poolId = 'UserPoolId' in input && typeof input.UserPoolId === 'string' ? input.UserPoolId : ''
    await checkRegion(ports, { operation: name, poolId, region })
  }
  const call = { name, json: json.value, request: facts, admit: isSigned ? admit : undefined }
  const invocation = await invokeOperation(operations, ports, call)
  return invocation.ok ? invocation : { status: 400, ...invocation }
}

const jsonTexts: Readonly<Record<JsonProblem, string>> = {
  malformed: 'The request body is not valid JSON.',
  invalid_utf8: 'The request body is not valid UTF-8.',
  too_deep: 'The request body is nested too deeply.',
  too_many_members: 'The request body has too many members.',
  duplicate_member: 'The request body names a member twice.',
  unpaired_surrogate: 'The request body has an unpaired surrogate.',
}

/** Cognito: every client error is HTTP 400, whatever the model says. */
function describeRefusal({ exception, message, reasonCode }: Refusal): WireError {
  return { status: exceptionFaults[exception] === 'server' ? 500 : 400, exception, message, reasonCode }
}
