import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  DeleteUserCommand,
  GetUserCommand,
  InvalidParameterException,
  ListUsersCommand,
  NotAuthorizedException,
  SetUICustomizationCommand,
  StartWebAuthnRegistrationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { AccessKey } from '../../domain/access-key.ts'
import { operation } from '../../operations/operation.ts'
import type { Log } from '../../ports/log.ts'
import { operationTable } from '../../../test/wire/operation-table.ts'
import { awsJsonHandler } from './aws-json-handler.ts'
import { operatorCredentials } from './operator-credentials.ts'

const createdAt = new Date('2026-09-21T12:00:00.224Z')
const operations = {
  GetUser: operation('GetUser', async ({ refuse }) => {
    throw refuse('NotAuthorizedException', 'Access Token has been revoked')
  }),
  DeleteUser: operation('DeleteUser', async () => {}),
  AdminGetUser: operation('AdminGetUser', async ({ input }) => ({
    Username: input.Username,
    UserCreateDate: createdAt,
  })),
  ListUsers: operation('ListUsers', async ({ input }) => ({ Users: [], PaginationToken: input.Filter })),
  AdminDeleteUser: operation('AdminDeleteUser', async () => {}),
  SetUICustomization: operation('SetUICustomization', async ({ input }) => ({
    UICustomization: { CSS: input.CSS, ImageUrl: Buffer.from(input.ImageFile ?? []).toString('hex') },
  })),
  StartWebAuthnRegistration: operation('StartWebAuthnRegistration', async () => ({
    CredentialCreationOptions: { rp: { id: 'localhost' }, pubKeyCredParams: [{ alg: -7 }] },
  })),
}

const key = { accessKeyId: 'AKIDADMIN', secretAccessKey: 'admin-secret', role: 'admin' } as const
const reader = { accessKeyId: 'AKIDREADER', secretAccessKey: 'reader-secret', role: 'read-only' } as const
const disabled = { accessKeyId: 'AKIDDISABLED', secretAccessKey: 'disabled-secret', role: 'admin' } as const
const accessKeys: readonly AccessKey[] = [
  { ...key, principal: 'ada', createdAt, disabledAt: undefined },
  { ...reader, principal: 'rob', createdAt, disabledAt: undefined },
  { ...disabled, principal: 'old', createdAt, disabledAt: createdAt },
]

const ignore = (): void => {}
const log: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
let offsetMilliseconds = 0
const clock = { now: () => new Date(Date.now() + offsetMilliseconds) }
const handle = awsJsonHandler({
  operations: operationTable(operations),
  ports: { storage: { replicas: { find: async () => undefined } }, clock, log },
  authenticate: operatorCredentials({
    clock,
    accountId: '123456789012',
    regions: ['us-east-1', 'eu-central-1'],
    findAccessKey: async (accessKeyId) => accessKeys.find((candidate) => candidate.accessKeyId === accessKeyId),
  }),
  region: 'us-east-1',
  accountId: '123456789012',
})

let server: Server
let endpoint: string

before(async () => {
  server = createServer((request, response) => {
    const client = { sourceIp: '127.0.0.1', isSecure: false, isLoopback: true, forwardedHost: undefined }
    const exchange = { request, response, client, host: 'localhost', requestId: '00000000-0000-4000-8000-000000000000' }
    void handle(exchange, { kind: 'identity', url: request.url ?? '' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

after(() => {
  server.closeAllConnections()
  server.close()
})

function client(
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } = key,
  region = 'us-east-1',
) {
  return new CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 2 })
}

const user = { UserPoolId: 'us-east-1_a', Username: 'alice' }

describe('AWS SDK for JavaScript', () => {
  test('reads dates, documents, void and empty answers', async () => {
    const sdk = client()
    assert.deepEqual((await sdk.send(new AdminGetUserCommand(user))).UserCreateDate, createdAt)
    assert.equal((await sdk.send(new DeleteUserCommand({ AccessToken: 'a' }))).$metadata.httpStatusCode, 200)
    assert.deepEqual((await sdk.send(new ListUsersCommand({ UserPoolId: 'us-east-1_a' }))).Users, [])
    const registration = await sdk.send(new StartWebAuthnRegistrationCommand({ AccessToken: 'a' }))
    assert.deepEqual(registration.CredentialCreationOptions, {
      rp: { id: 'localhost' },
      pubKeyCredParams: [{ alg: -7 }],
    })
  })

  test('sends bytes', async () => {
    const command = new SetUICustomizationCommand({
      UserPoolId: 'us-east-1_a',
      CSS: '.a{}',
      ImageFile: new Uint8Array([0, 255]),
    })
    assert.deepEqual((await client().send(command)).UICustomization, { CSS: '.a{}', ImageUrl: '00ff' })
  })

  test('raises its own exceptions, with the request id', async () => {
    await assert.rejects(client().send(new GetUserCommand({ AccessToken: 'a' })), (error: unknown) => {
      assert.ok(error instanceof NotAuthorizedException)
      assert.equal(error.message, 'Access Token has been revoked')
      assert.equal(error.$metadata.requestId, '00000000-0000-4000-8000-000000000000')
      return true
    })
    await assert.rejects(
      client().send(new AdminGetUserCommand({ ...user, UserPoolId: '?' })),
      InvalidParameterException,
    )
  })

  test('signs in any region that there is', async () => {
    const there = { ...user, UserPoolId: 'eu-central-1_a' }
    assert.equal((await client(key, 'eu-central-1').send(new AdminGetUserCommand(there))).Username, 'alice')
    await assert.rejects(client(key, 'eu-central-1').send(new AdminGetUserCommand(user)), {
      name: 'ResourceNotFoundException',
    })
    await assert.rejects(client(key, 'sa-east-1').send(new AdminGetUserCommand(user)), {
      name: 'InvalidSignatureException',
    })
  })

  test('is refused with a wrong secret, an unknown or disabled key, or a foreign token', async () => {
    const send = (credentials: Parameters<typeof client>[0]) => client(credentials).send(new AdminGetUserCommand(user))
    await assert.rejects(send({ ...key, secretAccessKey: 'x' }), { name: 'InvalidSignatureException' })
    await assert.rejects(send({ ...key, accessKeyId: 'AKIDNOBODY' }), { name: 'UnrecognizedClientException' })
    await assert.rejects(send(disabled), { name: 'UnrecognizedClientException' })
    await assert.rejects(send({ ...key, sessionToken: 'x' }), { name: 'UnrecognizedClientException' })
  })

  test('sets its clock by ours and signs again', async () => {
    offsetMilliseconds = 3_600_000
    try {
      assert.equal((await client().send(new AdminGetUserCommand(user))).Username, 'alice')
    } finally {
      offsetMilliseconds = 0
    }
  })
})

describe('body limit', () => {
  const send = (target: string, size: number) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${target}`,
      }
      const outgoing = httpRequest(endpoint, { method: 'POST', headers }, (response) => {
        response.toArray().then((chunks) => resolve({ status: response.statusCode, text: chunks.join('') }), reject)
      })
      outgoing.on('error', reject)
      // Without a declared length, in pieces.
      outgoing.write(' '.repeat(size - 2))
      outgoing.end('{}')
    })

  test('is 256 KB for everybody, 1 MB for signed calls, 2 MB for images', async () => {
    const kibibyte = 1024
    const limits: readonly [string, number][] = [
      ['DeleteUser', 256 * kibibyte],
      ['ListUsers', 1024 * kibibyte],
      ['CreateManagedLoginBranding', 2048 * kibibyte],
      ['Nonsense', 256 * kibibyte],
    ]
    for (const [target, limit] of limits) {
      assert.equal((await send(target, limit)).status, 400, target)
      const { status, text } = await send(target, limit + 1)
      assert.equal(status, 413, target)
      assert.deepEqual(JSON.parse(text), {
        __type: 'RequestEntityTooLargeException',
        message: 'The request body is too large.',
      })
    }
  })
})

const python = findProgram('python3', ['-c', 'import boto3'])
const cli = findProgram('aws', ['--version'])

describe('boto3', { skip: python ? false : 'boto3 is absent' }, () => {
  const script = `
import json, boto3, botocore
client = boto3.client('cognito-idp', endpoint_url='ENDPOINT', region_name='us-east-1', aws_access_key_id='AKIDADMIN',
    aws_secret_access_key='SECRET', config=botocore.config.Config(retries={'total_max_attempts': 1}))
out = {}
try:
    user = client.admin_get_user(UserPoolId='us-east-1_a', Username='alice')
    out['created'] = user['UserCreateDate'].timestamp()
    client.admin_delete_user(UserPoolId='us-east-1_a', Username='älice')
    client.get_user(AccessToken='a')
except botocore.exceptions.ClientError as error:
    out['error'] = error.response['Error']
print(json.dumps(out))
`
  const run = async (secret: string): Promise<unknown> => {
    const text = script.replace('ENDPOINT', endpoint).replace('SECRET', secret)
    return JSON.parse((await promisify(execFile)('python3', ['-c', text])).stdout)
  }

  test('is understood', async () => {
    assert.deepEqual(await run('admin-secret'), {
      created: createdAt.getTime() / 1000,
      error: { Message: 'Access Token has been revoked', Code: 'NotAuthorizedException' },
    })
  })

  test('is refused with a wrong secret', async () => {
    assert.match(JSON.stringify(await run('wrong')), /InvalidSignatureException/)
  })
})

describe('AWS CLI', { skip: cli ? false : 'the AWS CLI is absent' }, () => {
  const run = (accessKey: { accessKeyId: string; secretAccessKey: string }, ...words: string[]) => {
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: accessKey.accessKeyId,
      AWS_SECRET_ACCESS_KEY: accessKey.secretAccessKey,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_PAGER: '',
    }
    const location = ['--endpoint-url', endpoint, '--region', 'us-east-1', '--output', 'json']
    const pool = ['--user-pool-id', 'us-east-1_a', '--username', 'alice']
    return promisify(execFile)('aws', ['cognito-idp', ...words, ...pool, ...location], { env })
  }

  test('is understood', async () => {
    assert.equal(JSON.parse((await run(key, 'admin-get-user')).stdout).Username, 'alice')
    assert.equal((await run(key, 'admin-delete-user')).stdout, '')
  })

  test('reads with a key that may only read, and does no more', async () => {
    assert.equal(JSON.parse((await run(reader, 'admin-get-user')).stdout).Username, 'alice')
    const text =
      /AccessDeniedException.*User: arn:aws:iam::123456789012:user\/rob is not authorized to perform: cognito-idp:AdminDeleteUser/
    await assert.rejects(run(reader, 'admin-delete-user'), text)
  })
})

function findProgram(name: string, words: string[]): boolean {
  try {
    execFileSync(name, words, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
