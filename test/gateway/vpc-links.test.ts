import assert from 'node:assert/strict'
import { createServer } from 'node:https'
import { describe, test } from 'node:test'
import type { TemplateResource } from '../../src/domain/template-resource.ts'
import { definitionFromTemplate } from '../../src/gateway/loading/definition-from-template.ts'
import { loadTemplate } from '../../src/template/load.ts'
import { standardResource } from '../../src/template/standard-resource.ts'
import { mailServerCertificate } from '../mail/mail-server.ts'
import { accountId, listen, region, resource, startBackend, startGateway } from './gateway-under-test.ts'
import { operation, restApi } from './rest-api-under-test.ts'

const listenerArn = `arn:aws:elasticloadbalancing:${region}:${accountId}:listener/app/notes/50dc6c495c0c9188/0467ef3c8400ae65`
const cloudMapArn = `arn:aws:servicediscovery:${region}:${accountId}:service/srv-4lc5ekrvjlqk`

function httpApi(integration: Record<string, unknown>, { stage = 'v1', tags = {} } = {}): TemplateResource[] {
  return [
    resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'http', ProtocolType: 'HTTP', Tags: tags }),
    resource('Link', 'AWS::ApiGatewayV2::VpcLink', { Name: 'inner', SubnetIds: ['subnet-1'] }),
    resource('Private', 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'http',
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: listenerArn,
      ConnectionType: 'VPC_LINK',
      ConnectionId: 'link',
      PayloadFormatVersion: '1.0',
      ...integration,
    }),
    resource('Route', 'AWS::ApiGatewayV2::Route', {
      ApiId: 'http',
      RouteKey: 'ANY /notes/{id}',
      Target: 'integrations/private',
    }),
    resource('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: stage }),
  ]
}

function restLink(integration: Record<string, unknown>, link: Record<string, unknown> = {}): TemplateResource[] {
  return [
    resource('Link', 'AWS::ApiGateway::VpcLink', { Name: 'inner', TargetArns: ['nlb'], ...link }),
    ...restApi({
      paths: {
        '/notes/{id}': {
          get: operation({
            type: 'http_proxy',
            httpMethod: 'GET',
            uri: 'http://notes.inner:8080/base/{id}',
            connectionType: 'VPC_LINK',
            connectionId: 'link',
            requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
            ...integration,
          }),
        },
      },
      variables: { link: 'link' },
    }),
  ]
}

function hostOf(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && /^host$/i.test(rawHeaders[index - 1] ?? ''))
}

describe('1.11 VPC links of HTTP APIs', () => {
  test('1.11 a private backend gets the stage in its path, and host and query as they came', async () => {
    await using backend = await startBackend()
    const reading = { vpcLinks: [{ name: listenerArn, origins: [backend.url] }] }
    await using gateway = await startGateway({ resources: httpApi({}), reading })
    const answer = await gateway.ask('GET', '/http/v1/notes/7?q=a', { headers: { host: 'api.example.com' } })
    assert.equal(answer.status, 200)
    assert.equal(answer.json.url, '/v1/notes/7?q=a')
    assert.deepEqual(hostOf(answer.json.rawHeaders), ['api.example.com'])
  })

  test('1.11 the stage $default is not in the path, and a mapped path has none', async () => {
    await using backend = await startBackend()
    const reading = { vpcLinks: [{ name: 'Link', origins: [backend.url] }] }
    await using plain = await startGateway({ resources: httpApi({}, { stage: '$default' }), reading })
    assert.equal((await plain.ask('GET', '/http/notes/7')).json.url, '/notes/7')
    const mapped = httpApi({ RequestParameters: { 'overwrite:path': '$request.path' } })
    await using gateway = await startGateway({ resources: mapped, reading })
    assert.equal((await gateway.ask('GET', '/http/v1/notes/7')).json.url, '/notes/7')
  })

  test('1.11 a Cloud Map service is found by its ARN, without what its instances are chosen by', async () => {
    await using backend = await startBackend()
    const reading = { vpcLinks: [{ name: 'arn:aws:servicediscovery:*:service/srv-*', origins: [backend.url] }] }
    const resources = httpApi({ IntegrationUri: `${cloudMapArn}?stage=prod` })
    await using gateway = await startGateway({ resources, reading })
    assert.equal((await gateway.ask('POST', '/http/v1/notes/7', { body: 'x' })).json.body, 'x')
  })

  test('1.11 several origins are taken in turn, and a retry goes to the next', async () => {
    await using one = await startBackend()
    await using two = await startBackend()
    const { url: gone, [Symbol.asyncDispose]: stop } = await startBackend()
    await stop()
    const origins = [one.url, two.url]
    await using gateway = await startGateway({
      resources: httpApi({}),
      reading: { vpcLinks: [{ name: 'link', origins }] },
    })
    for (let count = 0; count < 6; count += 1) await gateway.ask('GET', '/http/v1/notes/7')
    assert.deepEqual([one.seen.length, two.seen.length], [3, 3])

    await using withRetries = await startGateway({
      resources: httpApi({}, { tags: { 'sallyport:retries': '2' } }),
      reading: { vpcLinks: [{ name: 'link', origins: [gone, ...origins] }] },
    })
    const answers = await Promise.all([1, 2, 3, 4].map(() => withRetries.ask('GET', '/http/v1/notes/7')))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200],
    )
  })

  test('1.11 the circuit breaker counts for all origins of a link together', async () => {
    const { url, [Symbol.asyncDispose]: stop } = await startBackend()
    await stop()
    await using gateway = await startGateway({
      resources: httpApi({}, { tags: { 'sallyport:circuit-breaker': '2/10' } }),
      reading: { vpcLinks: [{ name: 'link', origins: [url, url.replace('127.0.0.1', 'localhost')] }] },
    })
    for (let count = 0; count < 3; count += 1) {
      assert.equal((await gateway.ask('GET', '/http/v1/notes/7')).status, 503)
    }
    assert.match(JSON.stringify(gateway.logged.at(-1)), /the circuit is open/)
  })
})

describe('1.11 TLS to what is behind a VPC link', () => {
  const secret = 'notes.inner'
  const { certificate, privateKey: key } = mailServerCertificate(secret)

  async function ask(integration: Record<string, unknown>, isRest = false) {
    let servername: string | false = ''
    const server = createServer({ cert: certificate, key }, (message, response) => {
      servername = 'servername' in message.socket ? (message.socket.servername as string) : ''
      response.end('ok')
    })
    const port = await listen(server)
    await using gateway = await startGateway({
      resources: isRest ? restLink(integration) : httpApi(integration),
      reading: { vpcLinks: [{ name: 'link', origins: [`https://127.0.0.1:${port}`] }] },
      options: { upstreams: { certificateAuthorities: certificate } },
    })
    const asked = { headers: { host: 'from-the-caller.example' } }
    const { status } = await gateway.ask('GET', isRest ? '/rest/v1/notes/7' : '/http/v1/notes/7', asked)
    server.closeAllConnections()
    server.close()
    return { status, servername }
  }

  test('1.11 the certificate must be for ServerNameToVerify, which the handshake asks for', async () => {
    assert.deepEqual(await ask({ TlsConfig: { ServerNameToVerify: secret } }), { status: 200, servername: secret })
    assert.equal((await ask({ TlsConfig: { ServerNameToVerify: 'other.inner' } })).status, 503)
  })

  test('1.11 without ServerNameToVerify the origin’s own host is what counts, whatever Host the caller sends', async () => {
    assert.deepEqual(await ask({}), { status: 200, servername: false })
  })

  test('1.11 of a REST API the URI says whom the certificate is for', async () => {
    assert.deepEqual(await ask({ uri: `https://${secret}/base/{id}` }, true), { status: 200, servername: secret })
    assert.equal((await ask({ uri: 'https://other.inner/base/{id}' }, true)).status, 504)
  })

  test('1.11 what asks for TLS is not sent without it, unless to this machine', () => {
    const resources = httpApi({ TlsConfig: { ServerNameToVerify: secret } })
    const read = (origin: string) =>
      definitionFromTemplate(resources, { region, accountId, vpcLinks: [{ name: 'link', origins: [origin] }] })
    assert.throws(() => read('http://10.0.0.5'), /asks for TLS and leads to http:\/\/10\.0\.0\.5/)
    assert.doesNotThrow(() => read('http://127.0.0.1:3000'))
  })
})

describe('1.11 VPC links of REST APIs', () => {
  for (const [what, integration] of Object.entries({
    'HTTP_PROXY by the id of the link': {},
    'HTTP_PROXY by a stage variable': { connectionId: '${stageVariables.link}' },
    'HTTP with mappings': { type: 'http', responses: { default: { statusCode: '200' } } },
  })) {
    test(`1.11 ${what}: the URI gives path and Host, the link the way`, async () => {
      await using backend = await startBackend()
      const reading = { vpcLinks: [{ name: 'Link', origins: [backend.url] }] }
      await using gateway = await startGateway({ resources: restLink(integration), reading })
      const answer = await gateway.ask('GET', '/rest/v1/notes/7')
      assert.equal(answer.status, 200)
      assert.equal(answer.json.url, '/base/7')
      assert.deepEqual(hostOf(answer.json.rawHeaders), ['notes.inner:8080'])
    })
  }

  test('1.21 integrationTarget counts before the link, and a link before what it has as targets', async () => {
    await using target = await startBackend()
    await using link = await startBackend()
    const vpcLinks = [
      { name: 'nlb', origins: [link.url] },
      { name: 'arn:aws:elasticloadbalancing:*', origins: [target.url] },
    ]
    const integrationTarget = `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/app/notes/50dc6c495c0c9188`
    await using named = await startGateway({ resources: restLink({ integrationTarget }), reading: { vpcLinks } })
    await named.ask('GET', '/rest/v1/notes/7')
    await using unnamed = await startGateway({ resources: restLink({}), reading: { vpcLinks } })
    await unnamed.ask('GET', '/rest/v1/notes/7')
    assert.deepEqual([target.seen.length, link.seen.length], [1, 1])
  })
})

describe('1.11 a definition with a VPC link', () => {
  const read = (resources: readonly TemplateResource[]) => () =>
    definitionFromTemplate(resources, {
      region,
      accountId,
      vpcLinks: [{ name: 'known', origins: ['http://10.0.0.5'] }],
    })

  for (const [what, resources, advice] of [
    ['an unknown link', httpApi({}), /write --vpc-links Link=http/],
    ['an unknown link of a REST API', restLink({}), /write --vpc-links Link=http/],
    ['no link', httpApi({ ConnectionId: undefined }), /write ConnectionId/],
    ['a URL for an ARN', httpApi({ IntegrationUri: 'http://notes.inner' }), /must be the ARN of a listener/],
    ['a function', restLink({ type: 'aws_proxy' }), /has no VPC link; write HTTP or HTTP_PROXY/],
    ['a link without verification', restLink({ tlsConfig: { insecureSkipVerification: true } }), /NODE_EXTRA_CA_CERTS/],
    [
      'TlsConfig without a link',
      httpApi({ ConnectionType: 'INTERNET', TlsConfig: { ServerNameToVerify: 'a' } }),
      /is for VPC links/,
    ],
    ['an unknown setting of a link', restLink({}, { Subnets: [] }), /Properties\.Subnets/],
    ['another type of connection', httpApi({ ConnectionType: 'TUNNEL' }), /must be INTERNET or VPC_LINK/],
  ] as const) {
    test(`1.11 is refused with ${what}`, () => assert.throws(read(resources), advice))
  }

  test('1.23 a template names the link and the listener that it defines itself', async () => {
    const template = `
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: notes, ProtocolType: HTTP } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: v1 } }
  Link: { Type: AWS::ApiGatewayV2::VpcLink, Properties: { Name: inner, SubnetIds: [subnet-1] } }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internal } }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP }
  Private:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: HTTP_PROXY
      IntegrationMethod: ANY
      IntegrationUri: !Ref Listener
      ConnectionType: VPC_LINK
      ConnectionId: !Ref Link
      PayloadFormatVersion: '1.0'
  Route:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Api, RouteKey: ANY /notes, Target: !Sub 'integrations/\${Private}' }
`
    const deployment = { region, accountId, stackName: 'local' }
    const { resources } = await loadTemplate(template, 'template.yaml', {
      ...deployment,
      parameters: {},
      readFile: () => '',
      provision: async (each) => standardResource(each, deployment),
    })
    for (const name of ['Listener', 'Link']) {
      const vpcLinks = [{ name, origins: ['http://10.0.0.5:8080'] }]
      const [api] = definitionFromTemplate(resources, { region, accountId, vpcLinks }).apis
      const [route] = api?.stages.get('v1')?.routes ?? []
      assert.ok(route?.integration.kind === 'http-proxy')
      assert.deepEqual(route.integration.behind, {
        upstream: 'http://10.0.0.5:8080#',
        host: undefined,
        path: 'request',
      })
    }
  })
})
