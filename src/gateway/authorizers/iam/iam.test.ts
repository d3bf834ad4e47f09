import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { payloadOf } from '../../../../test/gateway/lambda-authorizer-apis.ts'
import {
  accountId,
  functionArn,
  invocationUri,
  now,
  region,
  resource,
  startBackend,
  startGateway,
  type UnderTest,
} from '../../../../test/gateway/gateway-under-test.ts'
import type { AccessKey } from '../../../domain/access-key.ts'
import { noSigners, type RequestSigners } from '../../../ports/request-signers.ts'

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const keyOf = (overrides: Partial<AccessKey> = {}): AccessKey => ({
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey,
  principal: 'ada',
  role: 'admin',
  createdAt: now,
  disabledAt: undefined,
  ...overrides,
})
const signersOf = (key: AccessKey, isBelieved = false): RequestSigners => ({
  findAccessKey: async (id) => (id === key.accessKeyId ? key : undefined),
  isBelieved: () => isBelieved,
})

function apis(backendUrl = 'http://127.0.0.1:1', restPolicy?: unknown) {
  const rest = {
    swagger: '2.0',
    info: {},
    securityDefinitions: {
      sigv4: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
    },
    paths: {
      '/signed/{proxy+}': {
        'x-amazon-apigateway-any-method': {
          security: [{ sigv4: [] }],
          'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('backend') },
        },
      },
      '/proxied': {
        'x-amazon-apigateway-any-method': {
          'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
          'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'ANY', uri: backendUrl },
        },
      },
      '/open': {
        get: { 'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri: backendUrl } },
      },
    },
  }
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', { Body: rest, Policy: restPolicy }),
    resource('Dev', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'dev' }),
    resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'http', ProtocolType: 'HTTP' }),
    resource('Default', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default' }),
    resource('Target', 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'http',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn('backend'),
      PayloadFormatVersion: '2.0',
    }),
    resource('Route', 'AWS::ApiGatewayV2::Route', {
      ApiId: 'http',
      RouteKey: 'ANY /signed',
      Target: 'integrations/target',
      AuthorizationType: 'AWS_IAM',
    }),
  ]
}

interface Asked {
  readonly method?: string
  readonly path?: string
  readonly body?: string
  readonly secret?: string
  readonly service?: string
  readonly signingDate?: Date
  readonly sent?: (headers: Record<string, string>) => Record<string, string>
  readonly sentBody?: string
  readonly sentPath?: string
}

/** Asks as an SDK of AWS would: signed by code that is not ours. */
async function ask(gateway: UnderTest, asked: Asked = {}) {
  const { method = 'POST', path = '/rest/dev/signed/a%20b', body = '{"a":1}', sent = (headers) => headers } = asked
  const signer = new SignatureV4({
    service: asked.service ?? 'execute-api',
    region,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: asked.secret ?? secretAccessKey },
    sha256: Sha256,
  })
  const [pathname = '', query = ''] = path.split('?')
  const { headers } = await signer.sign(
    {
      method,
      protocol: 'https:',
      hostname: 'api.example',
      path: pathname,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: { host: 'api.example', 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body }),
    },
    { signingDate: asked.signingDate ?? now },
  )
  return await gateway.ask(method, asked.sentPath ?? path, {
    headers: sent(headers),
    ...(method === 'GET' ? {} : { body: asked.sentBody ?? body }),
  })
}

function start(signers: RequestSigners = signersOf(keyOf()), resources = apis()) {
  const functions = { backend: () => ({ statusCode: 200, body: 'fine' }) }
  return startGateway({ resources, functions, options: { signers } })
}

describe('1.5 AWS_IAM', () => {
  test('a URL may be signed instead, and goes on without what it was signed with', async () => {
    await using gateway = await start()
    const signer = new SignatureV4({
      service: 'execute-api',
      region,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
      sha256: Sha256,
    })
    const request = { method: 'GET', protocol: 'https:', hostname: 'api.example', path: '/rest/dev/signed/a' }
    const options = { signingDate: now, expiresIn: 60 }
    const { query = {} } = await signer.presign(
      { ...request, query: { z: '1' }, headers: { host: 'api.example' } },
      options,
    )
    const target = `${request.path}?${new URLSearchParams(query as Record<string, string>).toString()}`
    const answer = await gateway.ask('GET', target, { headers: { host: 'api.example' } })
    assert.deepEqual([answer.status, answer.body], [200, 'fine'])
    const event = payloadOf(gateway, 0)
    assert.deepEqual(event.queryStringParameters, { z: '1' })
    assert.equal(event.requestContext.identity.accessKey, 'AKIDEXAMPLE')
    const changed = await gateway.ask('GET', target.replace('z=1', 'z=2'), { headers: { host: 'api.example' } })
    assert.equal(changed.status, 403)
  })

  test('a signed request goes on with its body and without its signature; the event says whose key it was', async () => {
    await using gateway = await start()
    const answer = await ask(gateway, { path: '/rest/dev/signed/a%20b?z=1&a=2' })
    assert.deepEqual([answer.status, answer.body], [200, 'fine'])
    const { body, headers, requestContext } = payloadOf(gateway, 0)
    assert.equal(body, '{"a":1}')
    assert.deepEqual([headers.authorization, headers['content-type']], [undefined, 'application/json'])
    const { accessKey, accountId: account, caller, user, userArn } = requestContext.identity
    assert.deepEqual([accessKey, account, userArn], ['AKIDEXAMPLE', accountId, `arn:aws:iam::${accountId}:user/ada`])
    assert.match(caller, /^AIDA[A-Z2-7]{17}$/)
    assert.equal(user, caller)
    assert.equal(requestContext.authorizer, undefined)
  })

  test('an HTTP API tells it under iam', async () => {
    await using gateway = await start()
    assert.equal((await ask(gateway, { path: '/http/signed', method: 'GET' })).status, 200)
    const { iam } = payloadOf(gateway, 0).requestContext.authorizer
    assert.deepEqual(iam, {
      accessKey: 'AKIDEXAMPLE',
      accountId,
      callerId: iam.userId,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: `arn:aws:iam::${accountId}:user/ada`,
      userId: iam.userId,
    })
  })

  const refused: Readonly<Record<string, readonly [asked: Asked, type: string, message: RegExp]>> = {
    'no signature': [{ sent: () => ({}) }, 'MissingAuthenticationTokenException', /^Missing Authentication Token$/],
    'another kind of credential': [
      { sent: (headers) => ({ ...headers, authorization: 'Bearer x' }) },
      'IncompleteSignatureException',
      /AWS4-HMAC-SHA256/,
    ],
    'a wrong secret': [{ secret: 'other' }, 'InvalidSignatureException', /does not match/],
    'another body': [{ sentBody: '{"a":2}' }, 'InvalidSignatureException', /does not match/],
    'another path': [{ sentPath: '/rest/dev/signed/other' }, 'InvalidSignatureException', /does not match/],
    'another query': [{ sentPath: '/rest/dev/signed/a%20b?x=1' }, 'InvalidSignatureException', /does not match/],
    'another host': [
      { sent: (headers) => ({ ...headers, host: 'other.example' }) },
      'InvalidSignatureException',
      /does not match/,
    ],
    'a time over five minutes ago': [
      { signingDate: new Date(now.getTime() - 301_000) },
      'InvalidSignatureException',
      /^Signature expired/,
    ],
    'another service': [{ service: 'cognito-idp' }, 'InvalidSignatureException', /correct service: 'execute-api'/],
    'a signature over less than the host': [
      { sent: (headers) => ({ ...headers, authorization: headers['authorization']?.replace('host;', '') ?? '' }) },
      'IncompleteSignatureException',
      /'host' must be a 'SignedHeader'/,
    ],
  }
  for (const [name, [asked, type, message]] of Object.entries(refused)) {
    test(`${name} is 403 ${type}, and plainly Forbidden on an HTTP API`, async () => {
      await using gateway = await start()
      const answer = await ask(gateway, asked)
      assert.deepEqual([answer.status, answer.headers['x-amzn-errortype']], [403, type])
      assert.match(answer.json.message, message)
      const path = asked.sentPath === undefined ? {} : { sentPath: '/http/signed?x=1' }
      const http = await ask(gateway, { ...asked, path: '/http/signed', ...path })
      assert.deepEqual([http.status, http.body], [403, '{"message":"Forbidden"}'])
      assert.deepEqual(gateway.calls, [])
    })
  }

  for (const [name, signers] of Object.entries({
    'a disabled key': signersOf(keyOf({ disabledAt: now })),
    'an unknown key': signersOf(keyOf({ accessKeyId: 'AKIDOTHER' })),
    'no keys at all': noSigners,
  })) {
    test(`${name} is 403 UnrecognizedClientException`, async () => {
      await using gateway = await start(signers)
      const answer = await ask(gateway)
      assert.deepEqual([answer.status, answer.headers['x-amzn-errortype']], [403, 'UnrecognizedClientException'])
    })
  }

  test('a key that may only read may call what only reads', async () => {
    await using gateway = await start(signersOf(keyOf({ role: 'read-only' })))
    assert.equal((await ask(gateway, { method: 'GET' })).status, 200)
    const answer = await ask(gateway)
    assert.equal(answer.status, 403)
    assert.equal(
      answer.json.Message,
      `User: arn:aws:iam::${accountId}:user/ada is not authorized to perform: execute-api:Invoke on resource: ` +
        `arn:aws:execute-api:${region}:********9012:rest/dev/POST/signed/a%20b`,
    )
  })

  test('a resource policy may allow what the key may not, and deny what it may', async () => {
    const statement = (Effect: string) => ({
      Statement: {
        Effect,
        Principal: { AWS: `arn:aws:iam::${accountId}:user/ada` },
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*',
      },
    })
    const readOnly = signersOf(keyOf({ role: 'read-only' }))
    await using allowing = await start(readOnly, apis(undefined, statement('Allow')))
    assert.equal((await ask(allowing)).status, 200)
    await using denying = await start(signersOf(keyOf()), apis(undefined, statement('Deny')))
    assert.match((await ask(denying)).json.Message, /with an explicit deny$/)
  })

  test('an HTTP backend gets the body that was signed, and never the signature', async () => {
    await using backend = await startBackend()
    await using gateway = await start(signersOf(keyOf()), apis(backend.url))
    assert.equal((await ask(gateway, { path: '/rest/dev/proxied' })).status, 200)
    assert.equal((await ask(gateway, { path: '/rest/dev/open', method: 'GET' })).status, 200)
    assert.deepEqual(
      backend.seen.map(({ body, rawHeaders }) => [body, rawHeaders.some((name) => /^authorization$/i.test(name))]),
      [
        ['{"a":1}', false],
        ['', false],
      ],
    )
  })

  test('development believes a caller of this machine, but not one that signs nothing', async () => {
    await using gateway = await start(signersOf(keyOf(), true))
    assert.equal((await ask(gateway, { secret: 'other' })).status, 200)
    assert.equal((await ask(gateway, { sent: () => ({}) })).status, 403)
    assert.equal((await ask(gateway, { service: 'kms' })).status, 403)
  })
})
