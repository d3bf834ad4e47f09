import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { createAwsCredentials } from '../../../src/adapters/aws/aws-credentials.ts'
import type { GatewayOptions } from '../../../src/gateway/gateway-options.ts'
import type { AwsAccessKey } from '../../../src/ports/aws-credentials.ts'
import { noSigners } from '../../../src/ports/request-signers.ts'
import { accountId, now, region, resource, startGateway, type AskOptions } from '../gateway-under-test.ts'
import { operation, restApi } from '../rest-api-under-test.ts'
import { accessKey, startService, type ServiceAnswer } from './service-double.ts'

const role = `arn:aws:iam::${accountId}:role/apis/notes`
const roleKey: AwsAccessKey = { accessKeyId: 'ASIAROLE', secretAccessKey: 'the-role+/=', sessionToken: 'IQoJb3/+=' }
const callersKey = { accessKeyId: 'AKIACALLER', secretAccessKey: 'the caller’s' }
const caller: AwsAccessKey = { ...callersKey, sessionToken: undefined }

const assumed = {
  headers: { 'content-type': 'text/xml' },
  body: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <AssumedRoleUser><Arn>arn:aws:sts::${accountId}:assumed-role/notes/BackplaneAssumeRoleSession</Arn></AssumedRoleUser>
    <Credentials>
      <AccessKeyId>${roleKey.accessKeyId}</AccessKeyId>
      <SecretAccessKey>${roleKey.secretAccessKey}</SecretAccessKey>
      <SessionToken>${roleKey.sessionToken}</SessionToken>
      <Expiration>${new Date(now.getTime() + 3_600_000).toISOString()}</Expiration>
    </Credentials>
  </AssumeRoleResult>
</AssumeRoleResponse>`,
}

const denied = {
  status: 403,
  body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: secret-canary</Message></Error></ErrorResponse>',
}

function apis(credentials: string, security: Record<string, unknown> = {}) {
  const integration = {
    type: 'aws',
    httpMethod: 'POST',
    uri: `arn:aws:apigateway:${region}:sqs:path/${accountId}/notes`,
    credentials,
    responses: { default: { statusCode: '200' } },
  }
  return [
    ...restApi({ paths: { '/notes': { post: operation(integration, security) } } }),
    resource('Http', 'AWS::ApiGatewayV2::Api', {
      ProtocolType: 'HTTP',
      Body: {
        openapi: '3.0.1',
        info: {},
        paths: {
          '/notes': {
            post: {
              'x-amazon-apigateway-integration': {
                type: 'aws_proxy',
                integrationSubtype: 'SQS-PurgeQueue',
                credentials,
                payloadFormatVersion: '1.0',
                requestParameters: { QueueUrl: `https://sqs.${region}.amazonaws.com/${accountId}/notes` },
              },
            },
          },
        },
      },
    }),
    resource('HttpStage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default', AutoDeploy: true }),
  ]
}

interface Asked {
  readonly credentials?: string
  readonly security?: Record<string, unknown>
  readonly sts?: ServiceAnswer
  readonly asks: readonly (readonly [path: string, options?: AskOptions])[]
  readonly options?: Partial<GatewayOptions>
}

async function ask({ credentials = role, security, sts: answer = assumed, asks, options }: Asked) {
  await using sts = await startService(() => answer)
  await using service = await startService(() => ({}), [accessKey, roleKey, caller])
  await using gateway = await startGateway({
    resources: apis(credentials, security),
    reading: {
      awsPlaces: { onCall() {}, roles: 'assume', endpointOf: (name) => (name === 'STS' ? sts.url : service.url) },
    },
    options: {
      awsCredentials: createAwsCredentials({ accessKey, endpoint: sts.url, region, clock: { now: () => now } }),
      ...options,
    },
  })
  const replies = await Promise.all(asks.map(([path, more]) => gateway.ask('POST', path, { body: '{}', ...more })))
  return { replies, sts: sts.calls, service: service.calls, logged: JSON.stringify(gateway.logged) }
}

describe('1.11 the role of an integration with a service of AWS', () => {
  test('1.11 is assumed as STS wants it, signed as AWS’s own signer signs, and the service is called with it', async () => {
    const { replies, sts, service } = await ask({ asks: [['/rest/v1/notes']] })
    assert.equal(replies[0]?.status, 200)
    const [call] = sts
    assert.ok(call && sts.length === 1)
    assert.deepEqual([call.method, call.url, call.scope, call.keyId], ['POST', '/', `sts ${region}`, 'AKIAEXAMPLE'])
    assert.equal(call.isGenuine, true)
    assert.deepEqual(Object.fromEntries(new URLSearchParams(call.body)), {
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: role,
      RoleSessionName: 'BackplaneAssumeRoleSession',
      DurationSeconds: '3600',
    })
    assert.deepEqual(
      service.map(({ isGenuine, keyId, headers }) => [isGenuine, keyId, headers['x-amz-security-token']]),
      [[true, 'ASIAROLE', roleKey.sessionToken]],
    )
  })

  test('1.11 is assumed once for all APIs and requests', async () => {
    const asks = Array.from({ length: 20 }, (_, index) => [index % 2 === 0 ? '/rest/v1/notes' : '/http/notes'] as const)
    const { replies, sts, service } = await ask({ asks })
    assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200]))
    assert.deepEqual([sts.length, service.length], [1, 20])
    assert.ok(service.every(({ isGenuine, keyId }) => isGenuine && keyId === 'ASIAROLE'))
  })

  test('1.11 that STS refuses is 500 in the API’s own words, and the service is not called', async () => {
    const { replies, service, logged } = await ask({ sts: denied, asks: [['/rest/v1/notes'], ['/http/notes']] })
    assert.deepEqual(
      replies.map(({ status, body }) => [status, body]),
      [
        [500, '{"message":"Internal server error"}'],
        [500, '{"message":"Internal Server Error"}'],
      ],
    )
    assert.equal(service.length, 0)
    assert.match(logged, /STS answered 403 AccessDenied for arn:aws:iam::\d{12}:role\/apis\/notes/)
    assert.doesNotMatch(logged, /secret-canary|a secret|the-role/)
  })

  for (const [what, sts] of [
    ['fails', { status: 503, body: '' }],
    ['says something else', { body: '<html>not here</html>' }],
    ['redirects', { status: 307, headers: { location: 'http://127.0.0.1:9/' }, body: '' }],
  ] as const) {
    test(`1.11 is not gone around where STS ${what}`, async () => {
      const { replies, service } = await ask({ sts, asks: [['/rest/v1/notes'], ['/http/notes']] })
      assert.deepEqual(
        replies.map(({ status }) => status),
        [500, 503],
      )
      assert.equal(service.length, 0)
    })
  }
})

describe('1.11 arn:aws:iam::*:user/* calls a service as whoever signed the request', () => {
  const credentials = 'arn:aws:iam::*:user/*'
  const security = { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }
  const key = { ...caller, principal: 'ada', role: 'admin', createdAt: now, disabledAt: undefined } as const

  async function signed(): Promise<AskOptions> {
    const signer = new SignatureV4({ service: 'execute-api', region, credentials: callersKey, sha256: Sha256 })
    const { headers } = await signer.sign(
      {
        method: 'POST',
        protocol: 'https:',
        hostname: 'api.example',
        path: '/rest/v1/notes',
        headers: { host: 'api.example' },
        body: '{}',
      },
      { signingDate: now },
    )
    return { headers }
  }

  test('1.11 with the key of the request, which the service then looks at', async () => {
    const options = { signers: { ...noSigners, findAccessKey: async () => key } }
    const asked = { credentials, security, options, asks: [['/rest/v1/notes', await signed()]] } as const
    const { replies, service, sts } = await ask(asked)
    assert.deepEqual([replies[0]?.status, sts.length], [200, 0])
    assert.deepEqual(
      service.map(({ isGenuine, keyId, headers }) => [isGenuine, keyId, headers['x-amz-security-token']]),
      [[true, 'AKIACALLER', undefined]],
    )
  })

  test('1.11 never with another key: not where the secret is unknown, nor where it is gone meanwhile', async () => {
    let asked = 0
    const gone = async () => ((asked += 1) === 1 ? key : { ...key, disabledAt: now })
    for (const signers of [
      { ...noSigners, isBelieved: () => true },
      { ...noSigners, findAccessKey: gone },
    ]) {
      const { replies, service } = await ask({
        credentials,
        security,
        options: { signers },
        asks: [['/rest/v1/notes', await signed()]],
      })
      assert.deepEqual([replies[0]?.status, service.length], [500, 0])
    }
  })

  test('1.11 who signed nothing calls nothing', async () => {
    const { replies, service, sts } = await ask({ credentials, asks: [['/rest/v1/notes'], ['/http/notes']] })
    assert.deepEqual([replies.map(({ status }) => status), service.length, sts.length], [[500, 500], 0, 0])
  })
})
