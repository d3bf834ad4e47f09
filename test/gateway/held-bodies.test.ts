import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { until } from '../until.ts'
import { invocationUri, resource, startGateway } from './gateway-under-test.ts'

/** Bodies that are read whole: for functions, for templates, and for whoever claims to have signed one. */

const call = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('called') }
const mapped = {
  type: 'mock',
  requestTemplates: { 'application/json': '{"statusCode":200}' },
  responses: { default: { statusCode: '200' } },
}
const ways: Readonly<Record<string, Record<string, unknown>>> = {
  'of a function': { 'x-amazon-apigateway-integration': call },
  'of a template': { 'x-amazon-apigateway-integration': mapped },
  'under a signature that nobody has looked at': {
    'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
    'x-amazon-apigateway-integration': call,
  },
}
const scope = '20261120/eu-central-1/execute-api/aws4_request'
const claimed = [
  `Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  'X-Amz-Date: 20261120T120000Z',
]
const large = 200 * 1024

function api(operation: Record<string, unknown>) {
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', {
      Body: { openapi: '3.0.1', info: {}, paths: { '/take': { post: operation } } },
    }),
    resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'dev' }),
  ]
}

/** All of a request but the last byte of its body. */
async function send(port: number, length: number): Promise<{ socket: Socket; answer: () => string }> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('error', () => {}).on('data', (chunk) => (answer += chunk.toString('latin1')))
  await once(socket, 'connect')
  const head = ['POST /rest/dev/take HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', ...claimed]
  socket.write(`${head.join('\r\n')}\r\nContent-Length: ${length}\r\n\r\n${' '.repeat(length - 1)}`)
  return { socket, answer: () => answer }
}

describe('GW-06 bodies that wait together', () => {
  for (const [way, operation] of Object.entries(ways)) {
    test(`${way} fill no more memory than there is for them, and keep small ones out of nothing`, async () => {
      await using gateway = await startGateway({
        resources: api(operation),
        functions: { called: () => ({ statusCode: 200 }) },
        options: { heldBodyBytes: 2 * large },
      })
      const first = [await send(gateway.port, large), await send(gateway.port, large), await send(gateway.port, large)]
      await until(() => first.some(({ answer }) => answer() !== ''))
      const [refused, ...others] = first.toSorted((one, other) => other.answer().length - one.answer().length)
      assert.match(refused?.answer() ?? '', /^HTTP\/1\.1 500 [^]*\r\nConnection: close\r\n/)
      const small = await send(gateway.port, 1024)
      small.socket.write('1')
      const good = way.includes('signature') ? /^HTTP\/1\.1 403 / : /^HTTP\/1\.1 200 /
      await until(() => small.answer() !== '')
      assert.match(small.answer(), good)
      for (const { answer, socket } of others) {
        socket.write('1')
        await until(() => answer() !== '')
        assert.match(answer(), good)
      }
      // What was held is given back, once those answers are out: as many come again.
      await until(async () => {
        const again = [await send(gateway.port, large), await send(gateway.port, large)]
        for (const { answer, socket } of again) {
          socket.write('1')
          await until(() => answer() !== '')
          socket.destroy()
        }
        return again.every(({ answer }) => good.test(answer()))
      })
      for (const { socket } of [...first, small]) socket.destroy()
    })
  }
})
