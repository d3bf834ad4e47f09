import { StorageFault } from '../../src/ports/storage/storage-fault.ts'
import type { HttpRequest, HttpResponse } from '../../src/http/message.ts'
import { headersFromRecord } from '../../src/http/headers.ts'
import { operation } from '../../src/operations/operation.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Log } from '../../src/ports/log.ts'
import { type AwsJsonOutcome, handleAwsJson } from '../../src/server/aws/aws-json.ts'
import type { Authenticate } from '../../src/server/aws/aws-json-caller.ts'
import { developmentCredentials } from '../../src/server/aws/development-credentials.ts'
import { operationTable } from './operation-table.ts'

interface Directory {
  readonly directory: ReadonlyMap<string, string>
}

/** A few operations that answer in each way an operation can. */
const operations = {
  GetUser: operation('GetUser', async ({ input, refuse, request }, { directory }: Directory) => {
    const username = directory.get(input.AccessToken)
    if (username === undefined) throw refuse('NotAuthorizedException', 'Invalid Access Token')
    return { Username: username, UserAttributes: [{ Name: 'region', Value: request.region }] }
  }),
  DeleteUser: operation('DeleteUser', async () => {}),
  ChangePassword: operation('ChangePassword', async () => ({})),
  SignUp: operation('SignUp', async ({ refuse }) => {
    throw refuse('InvalidParameterException', 'Línea\r\nSet-Cookie: a=b', 'REASON')
  }),
  AdminGetUser: operation('AdminGetUser', async ({ input, request }) => ({
    Username: input.Username,
    UserAttributes: [{ Name: 'facts', Value: JSON.stringify(request) }],
  })),
  ListUsers: operation('ListUsers', async () => {
    throw new Error('the database said SECRET')
  }),
  ListUserPoolClientSecrets: operation('ListUserPoolClientSecrets', async () => {
    throw new Error('the database said SECRET')
  }),
  ListGroups: operation('ListGroups', async () => {
    throw new StorageFault('overloaded', 'too many wait')
  }),
  ForgotPassword: operation('ForgotPassword', async ({ refuse }) => {
    throw refuse('InternalErrorException', 'Something went wrong')
  }),
}

interface LogEntry {
  readonly fields: object
  readonly message: string
}

export function dispatcher(options: { readonly authenticate?: Authenticate } = {}) {
  const errors: LogEntry[] = []
  const outcomes: AwsJsonOutcome[] = []
  const ignore = (): void => {}
  const log: Log = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (fields, message) => errors.push({ fields, message }),
  }
  const clock: Clock = { now: () => new Date('2026-09-21T12:00:00.500Z') }
  const handle = handleAwsJson({
    operations: operationTable(operations),
    ports: {
      clock,
      log,
      storage: { replicas: { find: async () => undefined } },
      directory: new Map([['token', 'alice']]),
    },
    authenticate: options.authenticate ?? developmentCredentials,
    region: 'us-east-1',
    accountId: '123456789012',
    observe: (outcome) => outcomes.push(outcome),
  })
  return { errors, outcomes, answer: (request: HttpRequest) => handle(request, 'request-1') }
}

export const signature = `AWS4-HMAC-SHA256 Credential=any/20260921/eu-central-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`

export function call(name: string, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpRequest {
  return {
    method: 'POST',
    url: '/',
    headers: headersFromRecord({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
      ...headers,
    }),
    body: body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    sourceIp: '127.0.0.1',
  }
}

export function errorOf({ status, body, headers }: HttpResponse): unknown {
  return { status, ...JSON.parse(String(body)), type: headers['x-amzn-ErrorType'] }
}

export const common = {
  'content-type': 'application/x-amz-json-1.1',
  date: 'Mon, 21 Sep 2026 12:00:00 GMT',
  'x-amzn-RequestId': 'request-1',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
}
