import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import type { AccessKey } from '../../../src/domain/access-key.ts'
import type { RequestSigners } from '../../../src/ports/request-signers.ts'
import { policyResult } from '../lambda-authorizer-apis.ts'
import { accountId, now, region, resource, sendRaw, startBackend } from '../gateway-under-test.ts'
import { chatApi, handshakeText, openClient, startChat, type ChatUnderTest } from './websocket-under-test.ts'

const path = '/_api/chat/dev'
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const accessKey: AccessKey = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey,
  principal: 'ada',
  role: 'admin',
  createdAt: now,
  disabledAt: undefined,
}

function signersOf(key: AccessKey): RequestSigners {
  return { findAccessKey: async (id) => (id === key.accessKeyId ? key : undefined), isBelieved: () => false }
}

interface Signing {
  readonly secret?: string
  readonly service?: string
  readonly in?: string
  readonly date?: Date
  readonly expiresIn?: number
  readonly query?: Record<string, string>
}

function signerOf({ secret = secretAccessKey, service = 'execute-api', in: place = region }: Signing) {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret }
  return new SignatureV4({ credentials, region: place, service, sha256: Sha256 })
}

function unsigned(query: Record<string, string> = {}) {
  return { method: 'GET', protocol: 'ws:', hostname: 'localhost', path, query, headers: { host: 'localhost' } }
}

/** The target of a URL that AWS's own SDK has signed, as it does for browsers. */
async function presigned(signing: Signing = {}): Promise<string> {
  const { date = now, expiresIn, query } = signing
  const options = { signingDate: date, ...(expiresIn === undefined ? {} : { expiresIn }) }
  const signed = await signerOf(signing).presign(unsigned(query), options)
  const pairs = Object.entries(signed.query ?? {}).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  )
  return `${path}?${pairs.join('&')}`
}

async function signedFields(signing: Signing = {}): Promise<readonly string[]> {
  const { headers } = await signerOf(signing).sign(unsigned(), { signingDate: signing.date ?? now })
  return ['authorization', 'x-amz-date', 'x-amz-content-sha256'].flatMap((name) =>
    headers[name] === undefined ? [] : [`${name}: ${headers[name]}`],
  )
}

async function answerTo(chat: ChatUnderTest, target: string, fields: readonly string[] = []) {
  const answer = await sendRaw(chat.port, handshakeText(target, fields))
  const [, status] = /^HTTP\/1.1 (\d+)/.exec(answer) ?? []
  const [, type] = /^x-amzn-ErrorType: (.*)$/im.exec(answer) ?? []
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4)
  return { status, ...(type === undefined ? {} : { type }), ...(body.startsWith('{') ? JSON.parse(body) : {}) }
}

const signed = { $connect: { AuthorizationType: 'AWS_IAM' }, $default: {} }

describe('1.5 AWS_IAM at $connect', () => {
  test('lets in whoever signed the URL, as browsers do, or the headers, and says who it is', async () => {
    await using chat = await startChat({ routes: signed, options: { signers: signersOf(accessKey) } })
    assert.equal((await answerTo(chat, await presigned({ query: { room: 'a b' } }))).status, '101')
    assert.equal(
      (await answerTo(chat, await presigned({ expiresIn: 3600, date: new Date(now.getTime() - 3_000_000) }))).status,
      '101',
    )
    assert.equal((await answerTo(chat, path, await signedFields())).status, '101')
    const [{ headers, queryStringParameters, requestContext }, , third] = chat.payloads('connect')
    const { sourceIp, userAgent: _, ...identity } = requestContext.identity
    assert.equal(sourceIp, '127.0.0.1')
    assert.match(identity.caller, /^AIDA/)
    assert.deepEqual(
      { ...identity, caller: '', user: '' },
      { accountId, caller: '', user: '', accessKey: 'AKIDEXAMPLE', userArn: `arn:aws:iam::${accountId}:user/ada` },
    )
    // What it was signed with goes no further.
    assert.deepEqual(queryStringParameters, { room: 'a b' })
    assert.equal(headers['X-Amz-Security-Token'], undefined)
    assert.ok(!Object.keys(third.headers).some((name) => name.toLowerCase() === 'authorization'))
  })

  test('a signature that no route asks for goes no further either, as with requests', async () => {
    await using chat = await startChat({ routes: { $connect: {}, $default: {} } })
    assert.equal((await answerTo(chat, path, await signedFields())).status, '101')
    assert.doesNotMatch(JSON.stringify(chat.payloads('connect')), /AWS4-HMAC-SHA256/)
    assert.equal((await answerTo(chat, path, ['authorization: Bearer own'])).status, '101')
    assert.match(JSON.stringify(chat.payloads('connect')), /Bearer own/)
  })

  test('is refused where anything about the signature is wrong', async () => {
    await using chat = await startChat({ routes: signed, options: { signers: signersOf(accessKey) } })
    const good = await presigned({ query: { room: 'a' } })
    const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
    const targets: Record<string, string> = {
      'no signature': path,
      'another secret': await presigned({ secret: 'another' }),
      'another service': await presigned({ service: 'cognito-idp' }),
      'another region': await presigned({ in: 'us-east-1' }),
      'too old': await presigned({ date: minutes(-61), expiresIn: 3600 }),
      'too old without a life of its own': (await presigned({ date: minutes(-6) })).replace(/&?X-Amz-Expires=\d+/, ''),
      'of the future': await presigned({ date: minutes(6) }),
      'a life of more than a week': good.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=700000'),
      'a longer life than was signed': good.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=70000'),
      'another parameter': good.replace('room=a', 'room=b'),
      'one parameter more': `${good}&room=b`,
      'a parameter twice': `${good}&X-Amz-Date=20261120T120000Z`,
      'a parameter spelled otherwise': `${good}&x-amz-date=20261120T120000Z`,
      'an escaped name': good.replace('X-Amz-Signature', 'X-Amz%2DSignature'),
      'a signature cut off': good.replace(/X-Amz-Signature=[0-9a-f]{64}/, 'X-Amz-Signature='),
      'the host not signed': good.replace('X-Amz-SignedHeaders=host', 'X-Amz-SignedHeaders=accept'),
      'another algorithm': good.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'),
      'an unknown key': good.replace('AKIDEXAMPLE', 'AKIDOTHER'),
      'a session token that no key has': `${good}&X-Amz-Security-Token=x`,
    }
    const got: Record<string, unknown> = {}
    for (const [name, target] of Object.entries(targets)) got[name] = (await answerTo(chat, target)).status
    got['in both places'] = (await answerTo(chat, good, await signedFields())).status
    assert.deepEqual(
      Object.entries(got).filter(([, status]) => status !== '403'),
      [],
    )
    assert.equal(chat.payloads('connect').length, 0)
    assert.deepEqual(await answerTo(chat, path), {
      status: '403',
      type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    })
    assert.equal((await answerTo(chat, good)).status, '101', 'the harness signs well')
  })

  test('a key that may only read, or that is disabled, opens nothing', async () => {
    for (const key of [
      { ...accessKey, role: 'read-only' as const },
      { ...accessKey, disabledAt: now },
    ]) {
      await using chat = await startChat({ routes: signed, options: { signers: signersOf(key) } })
      assert.equal((await answerTo(chat, await presigned())).status, '403')
    }
  })

  test('nobody is known where no keys are', async () => {
    await using chat = await startChat({ routes: signed })
    assert.equal((await answerTo(chat, await presigned())).status, '403')
  })

  test('a signature goes to no HTTP backend', async () => {
    await using backend = await startBackend()
    const integration = { IntegrationType: 'HTTP_PROXY', IntegrationUri: `${backend.url}/connect` }
    await using chat = await startChat({
      routes: { $connect: { AuthorizationType: 'AWS_IAM', integration } },
      options: { signers: signersOf(accessKey) },
    })
    await answerTo(chat, await presigned({ query: { room: 'a' } }))
    assert.equal(backend.seen[0]?.url, '/connect?room=a')
  })
})

const key = 'a-key-of-twenty-characters'
const plan = (properties: Record<string, unknown> = {}) => [
  resource('Key', 'AWS::ApiGateway::ApiKey', { Enabled: true, Value: key }),
  resource('Plan', 'AWS::ApiGateway::UsagePlan', { ApiStages: [{ ApiId: 'chat', Stage: 'dev' }], ...properties }),
  resource('Member', 'AWS::ApiGateway::UsagePlanKey', { KeyId: 'key', KeyType: 'API_KEY', UsagePlanId: 'plan' }),
]

describe('1.7 API keys of WebSocket APIs', () => {
  test('$connect asks for a key of a usage plan for the stage, and tells it', async () => {
    await using chat = await startChat({ others: plan(), routes: { $connect: { ApiKeyRequired: true } } })
    const answers = {
      none: await answerTo(chat, path),
      wrong: await answerTo(chat, path, ['x-api-key: another-key-of-twenty']),
      two: await answerTo(chat, path, [`x-api-key: ${key}`, `x-api-key: ${key}`]),
      good: await answerTo(chat, path, [`x-api-key: ${key}`]),
    }
    const forbidden = { status: '403', message: 'Forbidden' }
    assert.deepEqual(answers, { none: forbidden, wrong: forbidden, two: forbidden, good: { status: '101' } })
    const [{ requestContext }] = chat.payloads('connect')
    assert.deepEqual([requestContext.identity.apiKey, requestContext.identity.apiKeyId], [key, 'key'])
  })

  test('the authorizer may say whose key it is', async () => {
    await using chat = await startChat({
      others: plan(),
      properties: { ApiKeySelectionExpression: '$context.authorizer.usageIdentifierKey' },
      routes: { $connect: { AuthorizationType: 'CUSTOM', AuthorizerId: 'ask', ApiKeyRequired: true } },
      functions: {
        ask: (event) => policyResult('Allow', '*', { usageIdentifierKey: event.queryStringParameters.token }),
      },
    })
    assert.equal((await answerTo(chat, `${path}?token=${key}`)).status, '101')
    assert.equal((await answerTo(chat, `${path}?token=other`, [`x-api-key: ${key}`])).status, '403')
  })

  test('a key that is disabled opens nothing from then on, not even on connections that it opened', async () => {
    const given = {
      routes: { $connect: {}, paid: { isTwoWay: true, ApiKeyRequired: true } },
      functions: { paid: () => ({ statusCode: 200, body: 'paid' }) },
    }
    await using chat = await startChat({ ...given, others: plan() })
    const { WebSocket } = await import('ws')
    const socket = new WebSocket(chat.url, { headers: { 'x-api-key': key } })
    await new Promise((resolve) => socket.once('open', resolve))
    const answer = async () => {
      const answered = new Promise<string>((resolve) =>
        socket.once('message', (data) => resolve(Buffer.isBuffer(data) ? data.toString() : '')),
      )
      socket.send('{"action":"paid"}')
      return answered
    }
    assert.equal(await answer(), 'paid')
    const others = plan().map((each) =>
      each.logicalId === 'Key' ? { ...each, properties: { ...each.properties, Enabled: false } } : each,
    )
    chat.gateway.replace(definitionFromTemplate(chatApi({ ...given, others }), { region, accountId }))
    assert.equal(JSON.parse(await answer()).message, 'Forbidden')
    socket.terminate()
  })

  test('1.17 messages of a route that asks for a key are counted by its plan', async () => {
    await using chat = await startChat({
      others: plan({ Quota: { Limit: 2, Period: 'DAY' }, Throttle: { RateLimit: 1, BurstLimit: 3 } }),
      routes: { $connect: {}, paid: { isTwoWay: true, ApiKeyRequired: true }, free: { isTwoWay: true } },
      functions: { paid: () => ({ statusCode: 200, body: 'paid' }), free: () => ({ statusCode: 200, body: 'free' }) },
    })
    const keyless = await openClient(chat.url)
    keyless.socket.send('{"action":"paid"}')
    assert.equal(JSON.parse(await keyless.next()).message, 'Forbidden')
    keyless.socket.send('{"action":"free"}')
    assert.equal(await keyless.next(), 'free')
    const { WebSocket } = await import('ws')
    const socket = new WebSocket(chat.url, { headers: { 'x-api-key': key } })
    const answers: string[] = []
    const all = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        answers.push(Buffer.isBuffer(data) ? data.toString() : '')
        if (answers.length === 4) resolve()
        else socket.send('{"action":"paid"}')
      })
    })
    socket.on('open', () => socket.send('{"action":"paid"}'))
    await all
    socket.close()
    const told = answers.map((answer) => (answer.startsWith('{') ? JSON.parse(answer).message : answer))
    assert.deepEqual(told, ['paid', 'paid', 'Limit Exceeded', 'Too Many Requests'])
  })
})

describe('1.14 validation of WebSocket APIs', () => {
  const models = [
    resource('Say', 'AWS::ApiGatewayV2::Model', {
      ApiId: 'chat',
      Name: 'SayModel',
      ContentType: 'application/json',
      Schema: {
        $schema: 'http://json-schema.org/draft-04/schema#',
        type: 'object',
        required: ['text'],
        properties: { text: { type: 'string', maxLength: 5 } },
      },
    }),
  ]
  const route = (properties: Record<string, unknown>) => ({ $connect: {}, say: { isTwoWay: true, ...properties } })
  const functions = { say: () => ({ statusCode: 200, body: 'said' }) }

  test('a message that does not fit the selected model reaches nobody', async () => {
    await using chat = await startChat({
      others: models,
      functions,
      routes: route({ RequestModels: { plain: 'SayModel' }, ModelSelectionExpression: '$request.body.kind' }),
    })
    const client = await chat.client()
    const said = async (message: object) => {
      client.socket.send(JSON.stringify({ action: 'say', ...message }))
      return client.next()
    }
    assert.equal(await said({ kind: 'plain', text: 'hi' }), 'said')
    const { connectionId, messageId, ...bad } = JSON.parse(await said({ kind: 'plain', text: 'too long' }))
    assert.deepEqual(bad, { message: 'Bad request body' })
    assert.equal(connectionId, chat.payloads('connect')[0].requestContext.connectionId)
    assert.equal(typeof messageId, 'string')
    assert.equal(JSON.parse(await said({ kind: 'plain' })).message, 'Bad request body')
    assert.equal(JSON.parse(await said({ kind: 'other', text: 'hi' })).message, 'Bad request body')
    assert.equal(chat.payloads('say').length, 1)
    assert.ok(!JSON.stringify(chat.logged).includes('too long'), 'what was sent is not logged')
  })

  test('$default is for all messages, and no expression asks for none', async () => {
    const RequestModels = { $default: 'SayModel' }
    await using all = await startChat({
      others: models,
      functions,
      routes: route({ RequestModels, ModelSelectionExpression: '$request.body.kind' }),
    })
    await using none = await startChat({ others: models, functions, routes: route({ RequestModels }) })
    const [one, other] = [await all.client(), await none.client()]
    for (const { socket } of [one, other]) socket.send('{"action":"say"}')
    assert.equal(JSON.parse(await one.next()).message, 'Bad request body')
    assert.equal(await other.next(), 'said')
  })

  test('the handshake must have the parameters that $connect requires', async () => {
    const RequestParameters = {
      'route.request.querystring.room': { Required: true },
      'route.request.header.X-Tenant': { Required: true },
      'route.request.header.Other': { Required: false },
    }
    await using chat = await startChat({ routes: { $connect: { RequestParameters } } })
    assert.deepEqual(await answerTo(chat, `${path}?room=%20`), {
      status: '400',
      message: 'Missing required request parameters: [room, X-Tenant]',
    })
    assert.equal((await answerTo(chat, `${path}?room=a`, ['x-tenant: b'])).status, '101')
  })
})
