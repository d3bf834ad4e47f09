import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { httpApiOf, policyResult, restApiOf } from '../../../../test/gateway/lambda-authorizer-apis.ts'
import { accountId, region, startGateway } from '../../../../test/gateway/gateway-under-test.ts'
import { isJsonObject } from '../../../crypto/jose/strict-json.ts'
import { plainRecord } from '../../exchange/principal.ts'
import { readAuthorizerAnswer, type AnswerReading } from './authorizer-answer.ts'

type ReadAnswer = typeof readAuthorizerAnswer

const arn = (rest: string) => `arn:aws:execute-api:${region}:${accountId}:${rest}`
const here = arn('rest/dev/GET/b')

function statement(overrides: Record<string, unknown>): unknown {
  const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: here, ...overrides }]
  return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement } }
}

/** What lets nobody through: broken, about something else, or only nearly a yes. */
const noPolicy: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  'a text': 'Allow',
  'a list': [policyResult('Allow')],
  'nothing but a name': { principalId: 'ada' },
  'no name': { ...policyResult('Allow'), principalId: undefined },
  'an object for a name': { ...policyResult('Allow'), principalId: { toString: 'ada' } },
  'a policy in a text': { principalId: 'ada', policyDocument: JSON.stringify(policyResult('Allow')['policyDocument']) },
  'the answer of another kind': { isAuthorized: true },
  'both kinds, and a no': { ...policyResult('Deny'), isAuthorized: true },
  'no statement': { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement: [] } },
  'an effect in small letters': statement({ Effect: 'allow' }),
  'an effect in a list': statement({ Effect: ['Allow'] }),
  'no effect': statement({ Effect: undefined }),
  'no action': statement({ Action: undefined }),
  'another action': statement({ Action: 'execute-api:ManageConnections' }),
  'anything but this action': statement({ Action: undefined, NotAction: 'execute-api:Invoke' }),
  'no resource': statement({ Resource: undefined }),
  'no resource in the list': statement({ Resource: [] }),
  'another path': statement({ Resource: arn('rest/dev/GET/a/1') }),
  'another method': statement({ Resource: arn('rest/dev/POST/b') }),
  'another stage': statement({ Resource: arn('rest/other/GET/b') }),
  'another API': statement({ Resource: arn('other/dev/GET/b') }),
  'another account': statement({ Resource: here.replace(accountId, '999999999999') }),
  'a path that begins alike': statement({ Resource: arn('rest/dev/GET/bb') }),
  'a policy variable': statement({ Resource: arn('rest/dev/GET/${aws:username}') }),
  'an unknown condition': statement({ Condition: { Magic: { 'aws:SourceIp': '203.0.113.9' } } }),
  'a condition that does not hold': statement({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.1' } } }),
  'a yes and a no': {
    principalId: 'ada',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: here },
      ],
    },
  },
  'claims in the context': { ...policyResult('Allow'), context: { claims: 'x' } },
}

const noSimpleAnswer: Readonly<Record<string, unknown>> = {
  null: null,
  'a text for true': { isAuthorized: 'true' },
  'a number for true': { isAuthorized: 1 },
  'a list for true': { isAuthorized: [true] },
  false: { isAuthorized: false },
  'a policy': policyResult('Allow'),
  'another spelling': { IsAuthorized: true },
}

interface Attack {
  readonly answers: Readonly<Record<string, unknown>>
  readonly yes: unknown
  readonly resources: Parameters<typeof startGateway>[0]['resources']
  readonly path: string
}

const attacks: Readonly<Record<'policies' | 'simple answers', Attack>> = {
  policies: {
    answers: noPolicy,
    yes: statement({}),
    resources: restApiOf({ authorizerResultTtlInSeconds: 0 }),
    path: '/rest/dev/b',
  },
  'simple answers': {
    answers: noSimpleAnswer,
    yes: { isAuthorized: true },
    resources: httpApiOf({ EnableSimpleResponses: true }),
    path: '/http/b',
  },
}

/** The answers that a request came through with to its backend. */
async function letThrough({ answers, path, resources, yes }: Attack, read?: ReadAnswer): Promise<string[]> {
  let answer: unknown
  let reached = 0
  await using gateway = await startGateway({
    resources,
    functions: {
      ask: () => answer,
      backend: () => {
        reached += 1
        return { statusCode: 200 }
      },
    },
    options: read === undefined ? {} : { readAuthorizerAnswer: read },
  })
  const found: string[] = []
  for (const [name, given] of [...Object.entries(answers), ['a yes', yes] as const]) {
    answer = given
    const before = reached
    const { status } = await gateway.ask('GET', path, { headers: { authorization: 'anybody' } })
    if (status === 200 || reached > before) found.push(name)
  }
  return found
}

describe('attacks on Lambda authorizers: what a function answers', () => {
  for (const [name, attack] of Object.entries(attacks)) {
    test(`only a yes is one: ${name}`, async () => {
      assert.deepEqual(await letThrough(attack), ['a yes'])
    })
  }

  const authorized = (): AnswerReading => ({
    kind: 'answer',
    answer: {
      verdict: 'authorized',
      bytes: 1,
      principal: {
        kind: 'function',
        principalId: 'ada',
        usageIdentifierKey: undefined,
        context: undefined,
        contextTexts: plainRecord<string>([]),
      },
    },
  })
  const effectsOf = (payload: unknown): readonly string[] => {
    const document = isJsonObject(payload) ? payload['policyDocument'] : undefined
    const statements = isJsonObject(document) ? document['Statement'] : undefined
    return Array.isArray(statements) ? statements.map((each) => (isJsonObject(each) ? String(each['Effect']) : '')) : []
  }
  /** The planted defects: readers as careless as those that were found in the wild. */
  const careless: Readonly<
    Record<string, { readonly read: ReadAnswer; readonly against: Attack; readonly at: string }>
  > = {
    'takes any object': {
      read: (authorizer, payload) => (isJsonObject(payload) ? authorized() : readAuthorizerAnswer(authorizer, payload)),
      against: attacks.policies,
      at: 'no statement',
    },
    'looks at effects only': {
      read: (authorizer, payload) =>
        effectsOf(payload).includes('Allow') ? authorized() : readAuthorizerAnswer(authorizer, payload),
      against: attacks.policies,
      at: 'another API',
    },
    'folds letters': {
      read: (authorizer, payload) =>
        effectsOf(payload).some((effect) => effect.toLowerCase() === 'allow')
          ? authorized()
          : readAuthorizerAnswer(authorizer, payload),
      against: attacks.policies,
      at: 'an effect in small letters',
    },
    'takes what is truthy': {
      read: (authorizer, payload) =>
        isJsonObject(payload) && Boolean(payload['isAuthorized'])
          ? authorized()
          : readAuthorizerAnswer(authorizer, payload),
      against: attacks['simple answers'],
      at: 'a text for true',
    },
  }
  for (const [name, { against, at, read }] of Object.entries(careless)) {
    test(`the harness notices a reader that ${name}`, async () => {
      const found = await letThrough(against, read)
      assert.ok(found.includes(at), found.join(', '))
    })
  }
})
