import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TemplateResource } from '../../domain/template-resource.ts'
import { definitionFromTemplate } from '../../gateway/loading/definition-from-template.ts'
import { withStage } from '../hosts/addresses.ts'
import { servedApis } from './served-apis.ts'

const resource = (logicalId: string, type: string, properties: TemplateResource['properties']): TemplateResource => ({
  logicalId,
  type,
  physicalId: logicalId.toLowerCase(),
  properties,
  attributes: {},
})

const http = (id: string, more = {}) =>
  resource(id, 'AWS::ApiGatewayV2::Api', { Name: `the ${id}`, ProtocolType: 'HTTP', ...more })
const stage = (apiId: string, name: string) =>
  resource(`${apiId}${name}`, 'AWS::ApiGatewayV2::Stage', { ApiId: apiId, StageName: name, AutoDeploy: true })

test('tells every stage and every domain of each API, and no endpoint that is closed', () => {
  const definition = definitionFromTemplate(
    [
      http('One'),
      stage('one', '$default'),
      stage('one', 'v2'),
      http('Closed', { DisableExecuteApiEndpoint: true }),
      stage('closed', 'v1'),
      resource('Talk', 'AWS::ApiGatewayV2::Api', {
        Name: 'talk',
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.action',
      }),
      stage('talk', 'v1'),
      resource('Domain', 'AWS::ApiGatewayV2::DomainName', { DomainName: 'api.shop.test' }),
      resource('Mapping', 'AWS::ApiGatewayV2::ApiMapping', {
        ApiId: 'closed',
        Stage: 'v1',
        DomainName: 'api.shop.test',
        ApiMappingKey: 'a/b',
      }),
    ],
    { region: 'eu-central-1', accountId: '123456789012' },
  )
  const stageUrl = (apiId: string, name: string) => withStage(`https://localhost:9443/_api/${apiId}`, name)
  assert.deepEqual(servedApis(definition, { port: '9443', stageUrl }), [
    { name: 'One', url: 'https://localhost:9443/_api/one' },
    { name: 'One', url: 'https://localhost:9443/_api/one/v2' },
    { name: 'Talk', url: 'wss://localhost:9443/_api/talk/v1' },
    { name: 'Closed', url: 'https://api.shop.test:9443/a/b' },
  ])
})
