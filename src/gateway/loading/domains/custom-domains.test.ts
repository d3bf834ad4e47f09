import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accountId, region, resource } from '../../../../test/gateway/gateway-under-test.ts'
import type { TemplateResource } from '../../../domain/template-resource.ts'
import { definitionFromTemplate } from '../definition-from-template.ts'
import { DefinitionRefused } from '../definition-refused.ts'

const name = 'api.notes.example'
const apis = [
  resource('Rest', 'AWS::ApiGateway::RestApi', { Body: { openapi: '3.0.1', info: {}, paths: {} } }),
  resource('RestStage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'prod' }),
  resource('Http', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
  resource('HttpStage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default' }),
]
const domain = (settings = {}) => resource('D', 'AWS::ApiGatewayV2::DomainName', { DomainName: name, ...settings })
const map = (settings = {}, id = 'M') =>
  resource(id, 'AWS::ApiGatewayV2::ApiMapping', { ApiId: 'rest', DomainName: name, Stage: 'prod', ...settings })
const rule = (settings = {}, id = 'R') =>
  resource(id, 'AWS::ApiGatewayV2::RoutingRule', {
    DomainNameArn: `arn:aws:apigateway:${region}::/domainnames/${name}`,
    Priority: 1,
    Conditions: [],
    Actions: [{ InvokeApi: { ApiId: 'rest', Stage: 'prod' } }],
    ...settings,
  })
const header = { MatchHeaders: { AnyOf: [{ Header: 'x', ValueGlob: 'y' }] } }

function problemOf(resources: readonly TemplateResource[]): string {
  try {
    definitionFromTemplate([...apis, ...resources], { region, accountId })
  } catch (error) {
    if (error instanceof DefinitionRefused) return error.message
    throw error
  }
  return 'accepted'
}

describe('1.10 custom domains of a template', () => {
  const refused: readonly (readonly [string, readonly TemplateResource[], RegExp])[] = [
    [
      'mutual TLS',
      [domain({ MutualTlsAuthentication: { TruststoreUri: 's3://x/y' } })],
      /TruststoreUri: cannot be read here/,
    ],
    ['a name that is none', [domain({ DomainName: 'http://x' })], /is no domain name/],
    ['a name twice', [domain(), { ...domain(), logicalId: 'E' }], /declared twice/],
    ['a routing mode that is none', [domain({ RoutingMode: 'BOTH' })], /must be BASE_PATH_MAPPING_ONLY or/],
    ['a mapping of a domain that is elsewhere', [map()], /which this template does not declare/],
    ['a mapping to no API', [domain(), map({ ApiId: 'other' })], /not in this template/],
    ['a mapping to no stage', [domain(), map({ Stage: 'dev' })], /which the API does not have/],
    ['a mapping that leaves the stage to callers', [domain(), map({ Stage: undefined })], /write Stage/],
    ['a key with other characters', [domain(), map({ ApiMappingKey: 'a b' })], /is no base path/],
    ['a key with a slash at its end', [domain(), map({ ApiMappingKey: 'a/' })], /is no base path/],
    ['dot segments in a key', [domain(), map({ ApiMappingKey: 'a/../b' })], /is no base path/],
    ['a key of 301 characters', [domain(), map({ ApiMappingKey: 'a'.repeat(301) })], /is no base path/],
    ['a key twice', [domain(), map(), map({ ApiMappingKey: '(none)' }, 'N')], /mapped twice/],
    [
      'a BasePath of two levels',
      [
        domain(),
        resource('B', 'AWS::ApiGateway::BasePathMapping', {
          RestApiId: 'rest',
          DomainName: name,
          Stage: 'prod',
          BasePath: 'a/b',
        }),
      ],
      /write an AWS::ApiGatewayV2::ApiMapping/,
    ],
    [
      'more than 200 mappings of several levels',
      [domain(), ...Array.from({ length: 201 }, (_, index) => map({ ApiMappingKey: `a/${index}` }, `M${index}`))],
      /more than 200/,
    ],
    ['a rule of priority 0', [domain(), rule({ Priority: 0 })], /from 1 to 1000000/],
    ['a rule of priority 1000001', [domain(), rule({ Priority: 1_000_001 })], /from 1 to 1000000/],
    ['two rules of one priority', [domain(), rule(), rule({}, 'S')], /two rules of priority 1/],
    [
      '51 rules',
      [domain(), ...Array.from({ length: 51 }, (_, at) => rule({ Priority: at + 1 }, `R${at}`))],
      /more than 50/,
    ],
    ['three header conditions', [domain(), rule({ Conditions: [header, header, header] })], /more than two/],
    [
      'a star within a glob',
      [domain(), rule({ Conditions: [{ MatchHeaders: { AnyOf: [{ Header: 'x', ValueGlob: 'a*b' }] } }] })],
      /with \* at its start or end only/,
    ],
    [
      'a rule to an HTTP API',
      [domain(), rule({ Actions: [{ InvokeApi: { ApiId: 'http', Stage: '$default' } }] })],
      /must lead to a REST API/,
    ],
    ['a rule for nothing', [domain(), rule({ Actions: [] })], /must be one action/],
    [
      'a private domain',
      [domain(), rule({ DomainNameArn: 'arn:aws:apigateway:eu-central-1:1:/x' })],
      /the ARN of a domain/,
    ],
  ]
  for (const [what, resources, problem] of refused) {
    test(`refuses ${what}`, () => assert.match(problemOf(resources), problem))
  }

  test('takes both spellings, in any case of the name', () => {
    const upper = domain({ DomainName: 'API.notes.example', DomainNameConfigurations: [{ CertificateArn: 'arn' }] })
    const { domains } = definitionFromTemplate([...apis, upper, map({ ApiMappingKey: 'a' }), map({}, 'N'), rule()], {
      region,
      accountId,
    })
    const target = { apiId: 'rest', stage: 'prod' }
    assert.deepEqual(domains, [
      {
        name,
        unmatched: 403,
        hasHealthCheck: true,
        certificateArn: 'arn',
        truststore: undefined,
        rules: [],
        mappings: [
          { ...target, basePath: ['a'] },
          { ...target, basePath: [] },
        ],
      },
    ])
  })
})
