import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startGateway } from './gateway-under-test.ts'
import { operation, restApi } from './rest-api-under-test.ts'

const mock = {
  type: 'mock',
  requestTemplates: { 'application/json': '{"statusCode": 200, "read": "$input.path(\'$.a\').length()"}' },
  responses: { default: { statusCode: '200' } },
}
const validated = {
  'x-amazon-apigateway-request-validator': 'body',
  requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Anything' } } } },
}
const resources = restApi({
  paths: { '/read': { post: operation(mock) }, '/validated': { post: operation(mock, validated) } },
  body: {
    'x-amazon-apigateway-request-validators': { body: { validateRequestBody: true } },
    components: { schemas: { Anything: { type: 'object' } } },
  },
})

describe('the size of JSON that mappings and models read', () => {
  const sizes = { 'unless set': [undefined, 256], 'as set, smaller': [16, 16], 'as set, larger': [512, 512] } as const
  for (const [name, [mappedJsonKilobytes, kilobytes]] of Object.entries(sizes)) {
    test(`is ${kilobytes} KB: ${name}`, async () => {
      await using gateway = await startGateway({
        resources,
        options: mappedJsonKilobytes === undefined ? {} : { mappedJsonKilobytes },
      })
      const statusOf = async (path: string, bytes: number) => {
        const body = JSON.stringify({ a: 'x'.repeat(bytes - '{"a":""}'.length) })
        return (await gateway.ask('POST', path, { headers: { 'content-type': 'application/json' }, body })).status
      }
      const largest = kilobytes * 1024
      const answers = []
      for (const path of ['/rest/v1/read', '/rest/v1/validated']) {
        answers.push(await statusOf(path, largest), await statusOf(path, largest + 1))
      }
      assert.deepEqual(answers, [200, 413, 200, 413])
    })
  }
})
