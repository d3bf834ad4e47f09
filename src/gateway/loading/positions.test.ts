import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadTemplate } from '../../template/load.ts'
import { standardResource } from '../../template/standard-resource.ts'
import { definitionFromTemplate } from './definition-from-template.ts'
import { accountId, region } from '../../../test/gateway/gateway-under-test.ts'

const deployment = { region, accountId, stackName: 'test' }
const file = 'deploy/template.yaml'

/** What is said of a template whose API cannot be served. */
async function refusalOf(template: string, files: Record<string, string> = {}): Promise<string> {
  try {
    const { resources } = await loadTemplate(template, file, {
      ...deployment,
      parameters: {},
      readFile: (location) => files[location] ?? assert.fail(`no ${location}`),
      provision: async (resource) => standardResource(resource, deployment),
    })
    definitionFromTemplate(resources, { ...deployment, file })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'nothing'
}

/** Nobody serves the type `magic`. */
const document = `openapi: 3.0.1
paths:
  /notes:
    get:
      x-amazon-apigateway-integration:
        type: magic
`
const indented = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(by))
const api = (properties: string) => `Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
${indented(properties, 6)}
  Live:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, StageName: live }
`
const sam = (properties: string) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
${indented(properties, 6)}
`
const include = 'Fn::Transform: { Name: AWS::Include, Parameters: { Location: api/notes.yaml } }'
const files = { 'api/notes.yaml': document }

describe('1.22 the place of a mistake in an API', () => {
  for (const [name, template, where] of [
    ['in Body', api(`Body:\n${indented(document, 2)}`), /^deploy\/template\.yaml:(10|11): /],
    ['in DefinitionBody', sam(`DefinitionBody:\n${indented(document, 2)}`), /^deploy\/template\.yaml:(12|13): /],
    ['in a file that Body includes', api(`Body:\n  ${include}`), /^deploy\/api\/notes\.yaml:(5|6): /],
    [
      'in a file that DefinitionBody includes',
      sam(`DefinitionBody:\n  ${include}`),
      /^deploy\/api\/notes\.yaml:(5|6): /,
    ],
    ['in the file of BodyS3Location', api('BodyS3Location: api/notes.yaml'), /^deploy\/api\/notes\.yaml:(5|6): /],
    ['in the file of DefinitionUri', sam('DefinitionUri: api/notes.yaml'), /^deploy\/api\/notes\.yaml:(5|6): /],
  ] as const) {
    test(`${name}: its file and its own line`, async () => {
      const said = await refusalOf(template, files)
      assert.match(said, where)
      assert.match(said, /: Resources\.Api\.Properties\.Body\.paths\.\/notes\.get\.x-amazon-apigateway-integration/)
    })
  }

  test('a mistake in what an included file says to CloudFormation has its own line as well', async () => {
    const broken = document.replace('magic', '{ Ref: Nobody }')
    const said = await refusalOf(api(`Body:\n  ${include}`), { 'api/notes.yaml': broken })
    assert.match(said, /^deploy\/api\/notes\.yaml:6: .*Nobody/)
  })

  test('text that is no YAML is told with the line of its own file', async () => {
    const said = await refusalOf(api('BodyS3Location: api/notes.yaml'), {
      'api/notes.yaml': 'openapi: 3.0.1\npaths: [',
    })
    assert.match(said, /^deploy\/api\/notes\.yaml:2: This is not valid YAML/)
  })

  test('the version of a document in another file is told there', async () => {
    const said = await refusalOf(api('BodyS3Location: api/notes.yaml'), { 'api/notes.yaml': 'openapi: 3.1.0\n' })
    assert.match(said, /^deploy\/api\/notes\.yaml:1: Resources\.Api\.Properties\.Body: version 3\.1\.0/)
  })

  test('what stands beside the body keeps its line in the template', async () => {
    const template = api(`Body:\n  ${include}\nCloneFrom: abc`)
    assert.match(
      await refusalOf(template, { 'api/notes.yaml': 'swagger: "2.0"' }),
      /^deploy\/template\.yaml:7: .*CloneFrom/,
    )
  })
})
