import assert from 'node:assert/strict'
import { operation, restApi, startRestApi } from '../rest-api-under-test.ts'
import { httpApi } from '../http-api-under-test.ts'
import { lambda } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const compression = 'src/gateway/responses/compression.test.ts'

/** What a client gets of the base64 text `YWI=` that a function calls binary. */
async function decoded(binaryMediaTypes: string[], accept: string, contentType = 'text/plain') {
  const answer = { statusCode: 200, headers: { 'content-type': contentType }, body: 'YWI=', isBase64Encoded: true }
  await using api = await startRestApi({
    paths: { '/a': { get: operation(lambda('f')) } },
    properties: { BinaryMediaTypes: binaryMediaTypes },
    functions: { f: () => answer },
  })
  return (await api.ask('GET', '/rest/v1/a', { headers: { accept } })).body
}

const sizes = (MinimumCompressionSize: unknown) =>
  problemOf(restApi({ paths: {}, properties: { MinimumCompressionSize } }))

/** Section 1.15. */
export const binaryAndCompression = [
  ...shownHere({
    'the first type of Accept, or Content-Type': async () => {
      assert.equal(await decoded(['image/png'], 'image/png, text/html'), 'ab')
      assert.equal(await decoded(['image/png'], 'text/html, image/png'), 'YWI=')
      assert.equal(await decoded(['image/png'], 'text/html', 'image/png'), 'ab')
    },
    '*/* is every type': async () => assert.equal(await decoded(['*/*'], 'text/html'), 'ab'),
    'no binary media types, no binary': async () => assert.equal(await decoded([], 'image/png', 'image/png'), 'YWI='),
    'minimumCompressionSize from 0 to 10,485,760': () => {
      assert.deepEqual([sizes(0), sizes(10_485_760)], ['', ''])
      for (const wrong of [-1, 10_485_761]) assert.match(sizes(wrong), /from 0 to 10485760/)
    },
    'HTTP APIs have none of it': () => {
      for (const name of ['BinaryMediaTypes', 'MinimumCompressionSize'])
        assert.notEqual(problemOf(httpApi({ paths: {}, properties: { [name]: [] } })), '')
    },
  }),
  ...rowsOf('src/gateway/mapping/content-conversion.test.ts', {
    'contentHandling of requests, row by row': '1.15 request bodies, row by row of the guide',
    'contentHandling of responses, row by row': '1.15 response bodies, row by row of the guide',
    'a conversion that fails': 'text that is no base64',
  }),
  ...rowsOf(compression, {
    'gzip, deflate or identity, as Accept-Encoding prefers': 'Accept-Encoding: ${encodings}',
    'nothing without Accept-Encoding, below the size or where it is off':
      'nothing without Accept-Encoding, below the size, without a body, or where it is off',
    'templates read what was compressed': 'templates read what was compressed',
  }),
]
