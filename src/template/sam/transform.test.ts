import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { describe, test } from 'node:test'

import type { TemplateResource } from '../../domain/template-resource.ts'
import { parseTemplate } from '../parse.ts'
import { prepareTemplate } from '../prepare.ts'
import type { PreparedTemplate } from '../prepare.ts'
import { resolveTemplate } from '../resolve.ts'
import { standardResource } from '../standard-resource.ts'
import { TemplateError } from '../template-error.ts'
import { transformSam } from './transform.ts'

const deployment = { region: 'us-east-1', accountId: '123456789012', stackName: 'stack' }
const folder = new URL('conformance/', import.meta.url)

function prepare(text: string, file = 't.yaml'): PreparedTemplate {
  const readFile = (location: string) => {
    if (location !== 'api.yaml') throw new Error('ENOENT')
    return 'openapi: 3.0.1\npaths: { /x: { get: { x-amazon-apigateway-integration: { type: mock } } } }\n'
  }
  return prepareTemplate(parseTemplate(text, file), { ...deployment, parameters: {}, readFile })
}

async function resolve(prepared: PreparedTemplate): Promise<readonly TemplateResource[]> {
  const { resources } = await resolveTemplate(prepared, async (resource) => {
    if (resource.type !== 'AWS::Cognito::UserPool') return standardResource(resource, deployment)
    return {
      physicalId: 'us-east-1_abc',
      attributes: { Arn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc' },
    }
  })
  return resources
}

const transform = async (text: string) => resolve(transformSam(prepare(text)))

async function bodyOf(text: string): Promise<any> {
  const api = (await transform(text)).find(({ type }) => type.endsWith('::RestApi') || type.endsWith('V2::Api'))
  return api?.properties.Body
}

describe('transformSam, against recorded output of aws-sam-translator 1.110.0', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  for (const name of names) {
    test(name, async () => {
      const own = await resolve(transformSam(prepare(readFileSync(new URL(name, folder), 'utf8'))))
      const recorded = readFileSync(new URL(name.replace('.yaml', '.expected.json'), folder), 'utf8')
      assert.deepEqual(
        comparable(own),
        comparable(await resolve(prepare(recorded.replaceAll(/(Deployment|Version)[0-9a-f]{10}(?=")/g, '$1')))),
      )
    })
  }
})

/** Without what only AWS acts on, and with the generated parts of names cut off. */
function comparable(resources: readonly TemplateResource[]): unknown {
  const entries = resources.map(({ logicalId, type, properties }) => {
    const {
      Tags: _,
      Description: __,
      Code,
      Body,
      Parameters: ___,
      EndpointConfiguration: ____,
      ...rest
    } = properties as any
    if (type === 'AWS::IAM::Role') return [logicalId, { type }]
    if (type === 'AWS::Lambda::Version') return [logicalId, { type, FunctionName: rest.FunctionName }]
    return [logicalId, { type, ...rest, ...(Code && { Code }), ...(Body && { Body: comparableBody(Body) }) }]
  })
  return Object.fromEntries(entries)
}

function comparableBody(body: any): unknown {
  // The real transform wraps the headers of a preflight twice.
  const copy = JSON.parse(JSON.stringify(body).replaceAll(/\{"schema":(\{"schema":\{[^}]*\}\})\}/g, '$1'))
  delete copy.tags
  for (const item of Object.values<any>(copy.paths)) {
    for (const operation of Object.values<any>(item)) {
      // The real transform leaves its marker for "no authorizer" in the body of an HTTP API.
      if (JSON.stringify(operation.security) === '[{"NONE":[]}]') delete operation.security
      operation.security?.sort((a: object, b: object) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
      // Whose credentials call a function is a matter of IAM roles, which do not exist here.
      delete operation['x-amazon-apigateway-integration']?.credentials
    }
  }
  return copy
}

describe('transformSam', () => {
  const head = 'Transform: AWS::Serverless-2016-10-31\nResources:\n'
  const code = 'InlineCode: x, Handler: index.handler, Runtime: nodejs24.x'

  test('reads a definition from a file', async () => {
    const body = await bodyOf(
      `${head}  Api: { Type: AWS::Serverless::Api, Properties: { StageName: Prod, DefinitionUri: api.yaml } }`,
    )
    assert.deepEqual(Object.keys(body.paths), ['/x'])
  })

  test('guards preflights too unless told otherwise', async () => {
    const auth = '{ DefaultAuthorizer: P, Authorizers: { P: { UserPoolArn: arn } } }'
    const body = await bodyOf(
      `${head}  Api: { Type: AWS::Serverless::Api, Properties: { StageName: Prod, Cors: "'*'", Auth: ${auth} } }
  F: { Type: AWS::Serverless::Function, Properties: { ${code}, Events: { E: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Api } } } } }`,
    )
    assert.deepEqual(body.paths['/a'].options.security, [{ P: [] }])
  })

  test('points errors in generated resources to the line of the resource that was written', async () => {
    const text = `${head}  A: { Type: AWS::Serverless::Function, Properties: { ${code} } }\n  F: { Type: AWS::Serverless::Function, Properties: { ${code}, Environment: { Variables: { X: !Ref Nowhere } } } }`
    await assert.rejects(
      transform(text),
      /^TemplateError: t\.yaml:4: Resources\.F\.Properties\.Environment\.Variables\.X\.Ref: There is no "Nowhere"\./,
    )
  })

  test('knows the names of what it makes', async () => {
    const resources = await transform(`${head}  Api: { Type: AWS::Serverless::Api, Properties: { StageName: dev } }
  F: { Type: AWS::Serverless::Function, Properties: { ${code}, AutoPublishAlias: live } }
  Plan: { Type: AWS::ApiGateway::UsagePlan, Properties: { ApiStages: [{ ApiId: !Ref Api, Stage: !Ref Api.Stage }], Description: !Sub '\${F.Alias} \${F.Arn}' } }`)
    const { ApiStages, Description } = resources.find(({ logicalId }) => logicalId === 'Plan')!.properties as any
    const { Arn } = resources.find(({ logicalId }) => logicalId === 'F')!.attributes as any
    assert.equal(ApiStages[0].Stage, 'dev')
    assert.equal(Description, `${Arn}:live ${Arn}`)
  })

  test('warns of events that do not occur here', () => {
    const { warnings } = transformSam(
      prepare(
        `${head}  F: { Type: AWS::Serverless::Function, Properties: { ${code}, Events: { Daily: { Type: Schedule, Properties: { Schedule: rate(1 day) } } } } }`,
      ),
    )
    assert.deepEqual(warnings, [
      't.yaml:3: the event Daily (Schedule) does not occur here; the function runs without it.',
    ])
  })

  const event = (properties: string, api = 'StageName: Prod') =>
    `${head}  Api: { Type: AWS::Serverless::Api, Properties: { ${api} } }
  F: { Type: AWS::Serverless::Function, Properties: { ${code}, Events: { E: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Api, ${properties} } } } } }`
  for (const { name, text, message } of [
    {
      name: 'a template without the transform',
      text: `Resources:\n  F: { Type: AWS::Serverless::Function, Properties: { ${code} } }`,
      message:
        't.yaml:2: Resources.F.Type: Serverless resources need the SAM transform. Write "Transform: AWS::Serverless-2016-10-31" at the top.',
    },
    {
      name: 'an authorizer that does not exist',
      text: event('Auth: { Authorizer: Pol }', 'StageName: Prod, Auth: { Authorizers: { Pool: { UserPoolArn: a } } }'),
      message:
        't.yaml:4: Resources.F.Properties.Events.E.Properties.Auth.Authorizer: The API has no authorizer "Pol". Write one of Pool, or NONE.',
    },
    {
      name: 'a misspelt Auth',
      text: event('Auht: { Authorizer: Pool }'),
      message:
        't.yaml:4: Resources.F.Properties.Events.E.Properties.Auht: "Auht" is not known here. Did you mean "Auth"?',
    },
    {
      name: 'NONE without a default',
      text: event('Auth: { Authorizer: NONE }'),
      message:
        't.yaml:4: Resources.F.Properties.Events.E.Properties.Auth.Authorizer: NONE needs a DefaultAuthorizer to step out of. Remove it: the route is open without it.',
    },
    {
      name: 'scopes without an authorizer',
      text: event('Auth: { AuthorizationScopes: [a] }'),
      message:
        't.yaml:4: Resources.F.Properties.Events.E.Properties.Auth: AuthorizationScopes works only with an Authorizer. Write the Authorizer beside it.',
    },
    {
      name: 'a resource policy that asks for a VPC',
      text: event('Auth: { ResourcePolicy: { SourceVpcWhitelist: [vpc-1] } }'),
      message:
        't.yaml:4: Resources.F.Properties.Events.E.Properties.Auth.ResourcePolicy.SourceVpcWhitelist: There is no VPC here. Write IpRangeWhitelist with the addresses of the network.',
    },
    {
      name: 'an API without a stage',
      text: event('', 'Name: x'),
      message: 't.yaml:3: Resources.Api.Properties: An API has a stage. Write "StageName: Prod".',
    },
    {
      name: 'an unknown API',
      text: `${head}  F: { Type: AWS::Serverless::Function, Properties: { ${code}, Events: { E: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Nope } } } } }`,
      message:
        't.yaml:3: Resources.F.Properties.Events.E.Properties: "Nope" is no AWS::Serverless::Api of this template. Write !Ref API.',
    },
    {
      name: 'a route that is defined twice',
      text: event('').replace(/(E: )(\{.*?\} \})( \} \} \})/, '$1$2, G: $2$3'),
      message: 't.yaml:4: Resources.F.Properties.Events.G.Properties: GET /a is defined twice. Keep one of the events.',
    },
    {
      name: 'a misspelt global',
      text: `Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Api: { Corss: '*' }\nResources: { F: { Type: AWS::Serverless::Function, Properties: { ${code} } } }`,
      message: 't.yaml:3: Globals.Api.Corss: "Corss" is not known here. Did you mean "Cors"?',
    },
    {
      name: 'an unknown macro',
      text: 'Transform: Mine\nResources: { A: { Type: Test::Any::T } }',
      message: 't.yaml:1: Transform: The macro "Mine" does not run here. Write its result out.',
    },
  ]) {
    test(`refuses ${name}`, () => {
      assert.throws(
        () => transformSam(prepare(text)),
        (error) => {
          assert.ok(error instanceof TemplateError)
          assert.equal(error.message, message)
          return true
        },
      )
    })
  }
})
