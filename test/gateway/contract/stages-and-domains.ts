import assert from 'node:assert/strict'
import { functionArn, resource, startBackend, startGateway } from '../gateway-under-test.ts'
import { functionOperation, httpApi, startHttpApi } from '../http-api-under-test.ts'
import { payloadOf } from '../lambda-authorizer-apis.ts'
import { operation, restApi, startRestApi } from '../rest-api-under-test.ts'
import { httpTags, lambda, ok, restTags } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const domains = 'src/gateway/custom-domains.test.ts'
const loading = 'src/gateway/loading/domains/custom-domains.test.ts'
const stages = 'src/gateway/stages.test.ts'

const paths = { '/a': { get: operation(lambda('ok')) } }
const stageNamed = (StageName: string) =>
  problemOf([...restApi({ paths }), resource('Other', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName })])

/** Section 1.10. */
export const stagesAndDomains = [
  ...shownHere({
    'a stage’s name has letters, digits, _ and -, 1 to 128 of them': () => {
      assert.deepEqual([stageNamed('a'), stageNamed('a_B-9'), stageNamed('a'.repeat(128))], ['', '', ''])
      for (const wrong of ['', 'a.b', 'a b', 'a'.repeat(129)]) assert.match(stageNamed(wrong), /is no stage name/)
    },
    '$default is for HTTP APIs, and has no path prefix': async () => {
      assert.match(stageNamed('$default'), /is no stage name/)
      await using api = await startHttpApi({ paths: { '/a': { get: functionOperation('ok') } }, functions: { ok } })
      await api.ask('GET', '/http/a')
      assert.deepEqual([payloadOf(api, 0).rawPath, payloadOf(api, 0).requestContext.stage], ['/a', '$default'])
    },
    'changes are live with a deployment': { differs: 'A template has one deployment' },
    'characters of stage variables': () => {
      const problem = (value: string) => problemOf(restApi({ paths, variables: { name: value } }))
      assert.equal(problem('aZ09-._~:/?#&=,'), '')
      for (const wrong of ['a b', 'a"b', 'a{b}', 'ü']) assert.notEqual(problem(wrong), '')
    },
    '${stageVariables.x} in URIs': async () => {
      await using backend = await startBackend()
      const uri = 'http://${stageVariables.host}/base/${stageVariables.version}'
      await using api = await startRestApi({
        paths: { '/a': { get: operation({ type: 'http_proxy', httpMethod: 'GET', uri }) } },
        variables: { host: backend.url.slice('http://'.length), version: 'v2' },
      })
      await api.ask('GET', '/rest/v1/a')
      assert.equal(backend.seen[0]?.url, '/base/v2')
    },
    '${stageVariables.x} in ARNs': async () => {
      const integration = { ...lambda('ok'), uri: lambda('${stageVariables.fn}').uri }
      await using api = await startRestApi({
        paths: { '/a': { get: operation(integration) } },
        variables: { fn: 'ok' },
        functions: { ok },
      })
      assert.equal((await api.ask('GET', '/rest/v1/a')).status, 200)
    },
    '$stageVariables in templates': async () => {
      const responseTemplates = { 'application/json': '"$stageVariables.colour"' }
      const mock = {
        type: 'mock',
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
        responses: { default: { statusCode: '200', responseTemplates } },
      }
      await using api = await startRestApi({ paths: { '/a': { get: operation(mock) } }, variables: { colour: 'blue' } })
      assert.equal((await api.ask('GET', '/rest/v1/a')).body, '"blue"')
    },
    'a variable that the stage lacks is refused': () => {
      const integration = { ...lambda('ok'), uri: lambda('${stageVariables.fn}').uri }
      assert.match(problemOf(restApi({ paths: { '/a': { get: operation(integration) } } })), /stage variable fn/)
    },
    'a named stage is in rawPath and in requestContext.http.path': async () => {
      await using api = await startHttpApi({ paths: { '/a': { get: functionOperation('ok') } }, functions: { ok } })
      await api.ask('GET', '/http/blue/a')
      const { rawPath, requestContext } = payloadOf(api, 0)
      assert.deepEqual([rawPath, requestContext.http.path], ['/blue/a', '/blue/a'])
    },
    'REST: path without the stage, requestContext.path with it': async () => {
      await using api = await startRestApi({ paths, functions: { ok } })
      await api.ask('GET', '/rest/v1/a')
      const { path, requestContext } = payloadOf(api, 0)
      assert.deepEqual([path, requestContext.path], ['/a', '/v1/a'])
    },
    'REST: the stage’s root with and without its slash': async () => {
      await using api = await startRestApi({ paths: { '/': { get: operation(lambda('ok')) } }, functions: { ok } })
      for (const path of ['/rest/v1', '/rest/v1/']) assert.equal((await api.ask('GET', path)).status, 200, path)
      assert.deepEqual([payloadOf(api, 0).path, payloadOf(api, 1).path], ['/', '/'])
    },
    'what leads to no stage or mapping: 403 of REST, 404 of HTTP, or as a switch says': {
      chosenBy: 'unmatched',
      test: async () => {
        const rest = (tags: Record<string, string>) => restApi({ paths, properties: { Tags: restTags(tags) } })
        const named = (tags: Record<string, string>) => [
          resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'http', ProtocolType: 'HTTP', Tags: httpTags(tags) }),
          resource('Blue', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: 'blue' }),
        ]
        const statusOf = async (
          resources: ReturnType<typeof rest>,
          path: string,
          headers: Record<string, string> = {},
        ) => {
          await using api = await startGateway({ resources })
          return (await api.ask('GET', path, { headers })).status
        }
        assert.deepEqual(
          [await statusOf(rest({}), '/rest/none/a'), await statusOf(named({}), '/http/none/a')],
          [403, 404],
        )
        assert.equal(await statusOf(rest({ unmatched: '404' }), '/rest/none/a'), 404)
        assert.equal(await statusOf(named({ unmatched: '403' }), '/http/none/a'), 403)
        const host = 'api.example.com'
        const domain = (tags: Record<string, string>) => [
          ...rest({}),
          resource('Domain', 'AWS::ApiGateway::DomainName', { DomainName: host, Tags: restTags(tags) }),
          resource('Mapping', 'AWS::ApiGateway::BasePathMapping', {
            RestApiId: 'rest',
            DomainName: host,
            Stage: 'v1',
            BasePath: 'v1',
          }),
        ]
        assert.deepEqual(
          [await statusOf(domain({}), '/x', { host }), await statusOf(domain({ unmatched: '404' }), '/x', { host })],
          [403, 404],
        )
        assert.match(problemOf(domain({ explain: 'on' })), /no extra of a domain/)
      },
    },
    'the function of an HTTP API by its bare ARN': () => assert.match(functionArn('ok'), /^arn:aws:lambda:/),
    'two stages serve the same routes with variables of their own': async () => {
      await using api = await startHttpApi({
        paths: { '/a': { get: functionOperation('ok') } },
        stage: { StageVariables: { colour: 'blue' } },
        functions: { ok },
      })
      await api.ask('GET', '/http/blue/a')
      assert.deepEqual(payloadOf(api, 0).stageVariables, { colour: 'blue' })
    },
    'a document without a stage serves nothing': async () => {
      const [api] = httpApi({ paths: {} })
      assert.ok(api)
      await using gateway = await startGateway({ resources: [api] })
      assert.equal((await gateway.ask('GET', '/http/a')).status, 404)
    },
  }),
  ...rowsOf(stages, {
    '100 stage variables, names of 64 and values of 512':
      'have names of 64 and values of 512 characters at most, and are 100 at most',
    'a canary takes its percentage, with variables of its own':
      'takes its part of the requests, with variables of its own',
  }),
  ...rowsOf('src/gateway/loading/definition-from-template.test.ts', {
    'each stage is compiled with its variables': 'stage variables are filled in for each stage',
  }),
  ...rowsOf(domains, {
    'a base path is in rawPath': 'an HTTP API’s event has the base path in rawPath and no stage',
    'REST: path and requestContext.path have the base path':
      'a REST API’s event has the path as sent, and routes see it without the base path',
    'the longest mapping, and (none) is the root': 'the longest mapping wins, on whole segments',
    'rules: the lowest priority whose conditions all hold':
      'the lowest priority whose conditions all hold decides; the base path is stripped on demand',
    'rules: a value’s glob': "the glob ${glob} ${matches ? 'holds for' : 'refuses'} ${value}",
    'the three routing modes':
      'mappings follow the rules where the mode says so, and rules are not asked where it does not',
  }),
  ...rowsOf(loading, {
    'a key of 300 characters at most': 'a key of 301 characters',
    '200 mappings of several levels': 'more than 200 mappings of several levels',
    'priorities from 1': 'a rule of priority 0',
    'to 1,000,000': 'a rule of priority 1000001',
    'and unique': 'two rules of one priority',
    'two header conditions': 'three header conditions',
    'stars at the ends of a glob only': 'a star within a glob',
    'rules lead to REST APIs': 'a rule to an HTTP API',
    '50 rules of a domain': '51 rules',
    'one action': 'a rule for nothing',
  }),
  ...rowsOf('src/gateway/loading/openapi/openapi-import.test.ts', {
    'basepath ignore, prepend and split': "${mode ?? 'nothing said'}: ${expected.join(' and ')}",
  }),
]
