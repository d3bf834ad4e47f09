import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  accountId,
  clientId,
  functionArn,
  issuer,
  poolArn,
  poolId,
  region,
  startGateway,
} from '../../../test/gateway/gateway-under-test.ts'
import { ways, type Members } from '../../../test/gateway/guarded/guarded-templates.ts'
import type { TemplateResource } from '../../domain/template-resource.ts'
import { loadTemplate } from '../../template/load.ts'
import { standardResource } from '../../template/standard-resource.ts'
import { TemplateError } from '../../template/template-error.ts'
import { DefinitionRefused } from '../loading/definition-refused.ts'

const deployment = { region, accountId, stackName: 'test' }

async function read(template: Members): Promise<readonly TemplateResource[]> {
  const { resources } = await loadTemplate(JSON.stringify(template), 'template.json', {
    ...deployment,
    parameters: {},
    readFile: () => assert.fail('no files'),
    provision: async (resource) => {
      if (resource.type === 'AWS::Cognito::UserPool') return { physicalId: poolId, attributes: { Arn: poolArn } }
      if (resource.type !== 'AWS::Lambda::Function') return standardResource(resource, deployment)
      return { physicalId: resource.logicalId, attributes: { Arn: functionArn(resource.logicalId) } }
    },
  })
  return resources
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const unsigned = `${encoded({ alg: 'none', kid: 'key-1' })}.${encoded({ iss: issuer, aud: clientId, exp: 2e9, token_use: 'id' })}.`
const nobody: readonly Record<string, string>[] = [
  {},
  { authorization: '' },
  { authorization: 'Bearer' },
  { authorization: 'Bearer x.y.z' },
  { authorization: unsigned },
  { 'x-authorization': unsigned, cookie: `authorization=${unsigned}`, 'x-amzn-authorizer': 'allow' },
]
const targets = [
  '/guarded',
  '/guarded/',
  '//guarded',
  '/GUARDED',
  '/all/x',
  '/all/../guarded',
  '/all/%2e%2e/guarded',
  '/all/x?authorization=x',
]

interface Asked {
  readonly headers: readonly Record<string, string>[]
  readonly paths: readonly string[]
  readonly methods: readonly string[]
}

const everything: Asked = { headers: nobody, paths: targets, methods: ['GET', 'OPTIONS', 'POST', 'HEAD'] }
const little: Asked = { headers: nobody.slice(0, 1), paths: ['/guarded', '/all/x'], methods: ['GET'] }

/** How often the backend was reached by somebody who is nobody. */
async function reached(template: Members, { headers, paths: asked, methods }: Asked = everything): Promise<number> {
  const resources = await read(template)
  const fine = () => ({ statusCode: 200, body: '' })
  // It knows nobody, and says so in each of the ways that authorizers have.
  const denies = () => ({
    isAuthorized: false,
    principalId: 'nobody',
    policyDocument: { Version: '2012-10-17', Statement: [] },
  })
  await using gateway = await startGateway({ resources, functions: { Backend: fine, Guard: denies } })
  const id = resources.find(({ logicalId }) => logicalId === 'Api')?.physicalId
  let served = 0
  for (const each of headers) {
    for (const target of asked) {
      for (const method of methods) {
        const { status } = await gateway.ask(method, `/${id}/live${target}`, { headers: each })
        if (status === 200) served += 1
      }
    }
  }
  const calls = gateway.calls.filter((call) => call.functionArn === functionArn('Backend'))
  return Math.max(calls.length, served)
}

/** What becomes of each part of a guard when it is left out or written wrongly. */
function* brokenGuards(guard: Members): Generator<string> {
  for (const [name, value] of Object.entries(guard)) {
    const wrong = [
      undefined,
      null,
      '',
      'NONE',
      [],
      {},
      0,
      ...(typeof value === 'string' ? [value.toUpperCase(), `${value} `] : []),
    ]
    for (const other of wrong) {
      if (other === undefined) delete guard[name]
      else guard[name] = other
      yield `${name} = ${JSON.stringify(other)}`
      guard[name] = value
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield* brokenGuards(value)
  }
}

describe('GW-02 a route that names an authorizer, asked by nobody', () => {
  for (const { name, template, guards } of ways()) {
    test(`${name}: the backend is not reached`, async () => {
      assert.equal(await reached(template), 0)
    })

    test(`${name}: nor when the authorizer is written wrongly`, async () => {
      for (const guard of guards) {
        for (const change of brokenGuards(guard)) {
          try {
            assert.equal(await reached(template, little), 0, change)
          } catch (error) {
            if (!(error instanceof DefinitionRefused) && !(error instanceof TemplateError)) throw error
          }
        }
      }
    })
  }

  // The control: the same routes without their guard.
  test('the harness sees a backend that is open', async () => {
    const [way] = ways()
    const open = structuredClone(way?.template ?? {})
    for (const item of Object.values<any>(open['Resources'].Api.Properties.Body.paths)) {
      for (const operation of Object.values<any>(item)) delete operation.security
    }
    assert.ok((await reached(open)) > 0)
  })
})
