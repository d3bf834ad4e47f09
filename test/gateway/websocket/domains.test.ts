import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mailServerCertificate } from '../../mail/mail-server.ts'
import { sendRaw } from '../gateway-under-test.ts'
import { domain, handshakeText, startChat } from './websocket-under-test.ts'

const others = [
  ...domain('ws.example.com', {
    Root: { ApiId: 'chat', Stage: 'dev' },
    Named: { ApiId: 'chat', Stage: 'dev', ApiMappingKey: 'v1' },
  }),
]

async function statusAt(port: number, host: string, path: string) {
  const answer = await sendRaw(port, handshakeText(path).replace('Host: localhost', `Host: ${host}`))
  return /^HTTP\/1.1 (\d+)/.exec(answer)?.[1]
}

describe('1.10 a WebSocket API on a domain of its own', () => {
  test('is reached by its mappings, and nowhere else', async () => {
    await using chat = await startChat({ others })
    const statuses = {
      root: await statusAt(chat.port, 'ws.example.com', '/'),
      'a query': await statusAt(chat.port, 'ws.example.com', '/?a=b'),
      mapped: await statusAt(chat.port, 'WS.example.com', '/v1'),
      'with a slash': await statusAt(chat.port, 'ws.example.com', '/v1/'),
      'behind a mapping': await statusAt(chat.port, 'ws.example.com', '/v1/more'),
      'the stage': await statusAt(chat.port, 'ws.example.com', '/dev'),
      'dot segments': await statusAt(chat.port, 'ws.example.com', '/v1/../v1'),
      'an encoded slash': await statusAt(chat.port, 'ws.example.com', '/v1%2f'),
      'another domain': await statusAt(chat.port, 'other.example.com', '/'),
    }
    assert.deepEqual(statuses, {
      root: '101',
      'a query': '101',
      mapped: '101',
      'with a slash': '101',
      'behind a mapping': '403',
      'the stage': '403',
      'dot segments': '400',
      'an encoded slash': '403',
      'another domain': '421',
    })
    const names = chat.payloads('connect').map(({ requestContext }) => requestContext.domainName.toLowerCase())
    assert.deepEqual(new Set(names), new Set(['ws.example.com']))
  })

  test('its clients are written to there too', async () => {
    await using chat = await startChat({ others, properties: {} })
    const client = await chat.client()
    const { connectionId } = chat.payloads('connect')[0].requestContext
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/eu-central-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`
    const headers = { host: 'ws.example.com', authorization, 'x-amz-date': '20261120T120000Z' }
    for (const path of ['', '/v1']) {
      const answer = await chat.ask('POST', `${path}/@connections/${encodeURIComponent(connectionId)}`, {
        headers,
        body: `to ${path}`,
      })
      assert.equal(answer.status, 200)
      assert.equal(await client.next(), `to ${path}`)
    }
    const elsewhere = await chat.ask('POST', `/dev/@connections/${encodeURIComponent(connectionId)}`, {
      headers,
      body: 'a',
    })
    assert.equal(elsewhere.status, 403)
  })

  test('alone, where the default endpoint is turned off', async () => {
    await using chat = await startChat({ others, properties: { DisableExecuteApiEndpoint: true } })
    assert.equal(await statusAt(chat.port, 'localhost', '/_api/chat/dev'), '403')
    assert.equal(await statusAt(chat.port, 'ws.example.com', '/'), '101')
  })

  test('whose clients must show certificates is closed to those who do not', async () => {
    const [domainName, ...mappings] = others
    assert.ok(domainName)
    const MutualTlsAuthentication = { TruststoreUri: 's3://trust/store.pem' }
    await using chat = await startChat({
      others: [{ ...domainName, properties: { ...domainName.properties, MutualTlsAuthentication } }, ...mappings],
      reading: { readTruststore: () => ({ pem: mailServerCertificate().certificate }) },
    })
    assert.equal(await statusAt(chat.port, 'ws.example.com', '/'), '403')
    assert.equal(chat.calls.length, 0)
  })

  test('a definition without the domain takes it away', async () => {
    await using chat = await startChat({ others })
    chat.gateway.replace({ apis: [], webSocketApis: [], usagePlans: [], domains: [] })
    assert.equal(await statusAt(chat.port, 'ws.example.com', '/'), '421')
  })
})
