import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { region } from '../gateway-under-test.ts'
import { closeStarted, streamingUri, restApi, overLambda, gateway } from './streaming-under-test.ts'

after(closeStarted)

describe('1.21 what STREAM forbids', () => {
  const refused = (integration: object, properties: object, expected: RegExp) =>
    assert.rejects(gateway({ resources: restApi({ integrations: { '/s': integration }, properties }) }), expected)

  for (const [name, integration, properties, expected] of [
    ['another mode', overLambda('f', { responseTransferMode: 'SOMEHOW' }), {}, /must be STREAM or BUFFERED/],
    ['integrations that are no proxies', overLambda('f', { type: 'aws' }), {}, /streams proxy integrations only/],
    [
      'templates for responses',
      overLambda('f', {
        responses: { default: { statusCode: 200, responseTemplates: { 'application/json': '$input.body' } } },
      }),
      {},
      /needs the whole response/,
    ],
    [
      'keys of a cache',
      overLambda('f', { cacheKeyParameters: ['method.request.path.id'] }),
      {},
      /needs the whole response/,
    ],
    ['compression', overLambda('f'), { MinimumCompressionSize: 100 }, /compresses responses, but ANY \/s streams/],
    [
      'the address of a plain invocation',
      overLambda('f', {
        uri: streamingUri('f').replace('2021-11-15', '2015-03-31').replace('response-streaming-', ''),
      }),
      {},
      /is not how a response is streamed/,
    ],
    [
      'the streaming address without it',
      overLambda('f', { responseTransferMode: 'BUFFERED' }),
      {},
      /asks for a streamed response/,
    ],
    ['more than 15 minutes', overLambda('f', { timeoutInMillis: 900_001 }), {}, /must be from 50 to 900000/],
  ] as const) {
    test(`1.21 refuses ${name}`, () => refused(integration, properties, expected))
  }

  test('1.21 an edge endpoint, the default, idles for 30 seconds, a regional one for 5 minutes', async () => {
    const { definitionFromTemplate } = await import('../../../src/gateway/loading/definition-from-template.ts')
    const idleOf = (properties: object) =>
      definitionFromTemplate(restApi({ integrations: { '/s': overLambda('f') }, properties }), {
        region,
        accountId: '123456789012',
      }).apis[0]?.streamIdleMilliseconds
    assert.equal(idleOf({}), 300_000)
    assert.equal(idleOf({ EndpointConfiguration: undefined }), 30_000)
    assert.equal(
      idleOf({ EndpointConfiguration: undefined, Parameters: { endpointConfigurationTypes: 'REGIONAL' } }),
      300_000,
    )
  })
})
