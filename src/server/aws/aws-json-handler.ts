import type { ServerResponse } from 'node:http'
import { operationFacts } from '../../contract/operations.gen.ts'
import { findHeader, headersFromRaw } from '../../http/headers.ts'
import type { HttpHeaders, HttpRequest, HttpResponse } from '../../http/message.ts'
import { type AwsJsonOptions, handleAwsJson, operationOf } from './aws-json.ts'
import { isKmsTarget } from './aws-kms.ts'
import { errorResponse } from './aws-json-response.ts'
import type { Handler } from '../exchange.ts'
import { readBody } from '../limits.ts'

export interface AwsJsonHandlerOptions<AvailablePorts> extends AwsJsonOptions<AvailablePorts> {
  /** Answers what is asked of KMS under the same names. */
  readonly kms?: ((request: HttpRequest, requestId: string) => Promise<HttpResponse>) | undefined
}

/** Binds the AWS wire API to a listener: reads the body within the operation's limit, writes the answer. */
export function awsJsonHandler<AvailablePorts>(options: AwsJsonHandlerOptions<AvailablePorts>): Handler<'identity'> {
  const { kms } = options
  const cognito = handleAwsJson(options)
  return async function handleIdentity({ request, response, client, requestId }, { url }) {
    const headers = headersFromRaw(request.rawHeaders)
    const reading = await readBody(request, maxBodyBytes(headers))
    if (reading.kind === 'aborted') return
    if (reading.kind === 'too-large') {
      // What is still on its way would be taken for the next request.
      response.setHeader('connection', 'close')
      return write(response, errorResponse({ requestId, now: options.ports.clock.now() }, tooLarge))
    }
    const { method = '' } = request
    const { body } = reading
    const answer = kms && isKmsTarget(headers) ? kms : cognito
    write(response, await answer({ method, url, headers, body, sourceIp: client.sourceIp }, requestId))
  }
}

const tooLarge = {
  status: 413,
  exception: 'RequestEntityTooLargeException',
  message: 'The request body is too large.',
}

const kibibyte = 1024

/**
 * Security contract GW-06 for everybody; more for operators, whose templates and lists are long,
 * and what Cognito's guide allows for the images of managed login.
 */
function maxBodyBytes(headers: HttpHeaders): number {
  const operation = operationOf(findHeader(headers, 'x-amz-target') ?? '')
  if (operation === 'CreateManagedLoginBranding' || operation === 'UpdateManagedLoginBranding') return 2048 * kibibyte
  return operation && operationFacts[operation].auth === 'sigv4' ? 1024 * kibibyte : 256 * kibibyte
}

function write(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  if (response.destroyed) return
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value])
  }
  response.setHeader('content-length', Buffer.byteLength(body))
  response.statusCode = status
  response.end(body)
}
