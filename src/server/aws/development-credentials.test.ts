import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, signature } from '../../../test/wire/aws-json-dispatcher.ts'
import { findHeader } from '../../http/headers.ts'
import type { HttpRequest } from '../../http/message.ts'
import { developmentCredentials } from './development-credentials.ts'

describe('development credentials', () => {
  const ask = (request: HttpRequest) => developmentCredentials(request, 'AdminGetUser')
  const signed = call('AdminGetUser', {}, { authorization: signature })

  test('are any well-formed ones, from this machine', async () => {
    for (const sourceIp of ['127.0.0.1', '127.8.9.1', '::1']) {
      assert.deepEqual(await ask({ ...signed, sourceIp }), {
        ok: true,
        caller: { accessKeyId: 'any', region: 'eu-central-1' },
      })
    }
  })

  test('are none from elsewhere', async () => {
    for (const sourceIp of ['192.0.2.1', '10.0.0.1', '::2', '127.0.0.1.example', '']) {
      const result = await ask({ ...signed, sourceIp })
      assert.equal(result.ok ? '' : result.exception, 'UnrecognizedClientException')
    }
  })

  test('are none for a page from elsewhere, which the browser lets call us', async () => {
    const ofPage = async (origin: string) => {
      const result = await ask(call('AdminGetUser', {}, { authorization: signature, origin }))
      return result.ok ? 'accepted' : result.exception
    }
    for (const origin of [
      'https://app.localhost:9443',
      'http://localhost:3000',
      'http://127.0.0.1:5173',
      'http://[::1]',
    ]) {
      assert.equal(await ofPage(origin), 'accepted', origin)
    }
    const foreign = [
      'https://evil.example',
      'null',
      '',
      'https://localhost.evil.example',
      'https://evillocalhost',
      'file://',
    ]
    for (const origin of foreign) assert.equal(await ofPage(origin), 'UnrecognizedClientException', origin)
  })

  test('must be sent once, for this service, by this algorithm', async () => {
    assert.equal(findHeader(signed.headers, 'authorization'), signature)
    const twice = { ...signed, headers: new Map([...signed.headers, ['authorization', [signature, signature]]]) }
    const wrong = ['Bearer x', signature.replace('cognito-idp', 'sts'), signature.slice(0, -1)]
    const requests = [twice, ...wrong.map((authorization) => call('AdminGetUser', {}, { authorization }))]
    for (const request of requests) {
      const result = await ask(request)
      assert.equal(result.ok ? '' : result.exception, 'IncompleteSignatureException')
    }
  })
})
