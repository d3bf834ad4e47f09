import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isLoopbackAddress, readClientFacts, trustProxies } from './client-facts.ts'

const trusted = trustProxies(['10.0.0.0/8', '2001:db8::/32', '192.0.2.7'])

function read(remoteAddress: string, headers: Record<string, string> = {}, isEncrypted = false) {
  return readClientFacts({ remoteAddress, isEncrypted, forwarding: headers }, trusted)
}

describe('client facts', () => {
  test('of a direct client: the socket alone counts', () => {
    const headers = { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.com' }
    assert.deepEqual(read('203.0.113.9', headers), {
      sourceIp: '203.0.113.9',
      isSecure: false,
      isLoopback: false,
      forwardedHost: undefined,
    })
    assert.deepEqual(read('::ffff:127.0.0.1', {}, true), {
      sourceIp: '127.0.0.1',
      isSecure: true,
      isLoopback: true,
      forwardedHost: undefined,
    })
  })

  test('behind a trusted proxy: the last address that is not ours', () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, 198.51.100.4, 10.1.1.1', 'x-forwarded-proto': 'https' }
    assert.deepEqual(read('::ffff:10.0.0.1', headers), {
      sourceIp: '198.51.100.4',
      isSecure: true,
      isLoopback: false,
      forwardedHost: undefined,
    })
    assert.equal(
      read('192.0.2.7', { ...headers, 'x-forwarded-host': 'id.example.com' })?.forwardedHost,
      'id.example.com',
    )
    assert.equal(read('2001:db8::5', { ...headers, 'x-forwarded-proto': 'http' })?.isSecure, false)
  })

  test('a trusted proxy on this machine does not make its clients local', () => {
    const local = trustProxies(['127.0.0.1'])
    const headers = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' }
    const facts = readClientFacts({ remoteAddress: '127.0.0.1', isEncrypted: false, forwarding: headers }, local)
    assert.equal(facts?.isLoopback, false)
  })

  const refused: Readonly<Record<string, Record<string, string>>> = {
    'no X-Forwarded-For': { 'x-forwarded-proto': 'https' },
    'an address that is none': { 'x-forwarded-for': 'unknown, 1.2.3.4', 'x-forwarded-proto': 'https' },
    'an empty address': { 'x-forwarded-for': '1.2.3.4,', 'x-forwarded-proto': 'https' },
    'no scheme': { 'x-forwarded-for': '1.2.3.4' },
    'two schemes': { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'http, https' },
    'an unknown scheme': { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'HTTPS ' },
    'two hosts': { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'a, b' },
  }
  for (const [name, headers] of Object.entries(refused)) {
    test(`from a trusted proxy, ${name} is refused`, () => assert.equal(read('10.0.0.1', headers), undefined))
  }

  for (const range of ['', 'proxy', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/0', '::/129', '10.0.0.0/8/8', '10.0.0.0/']) {
    test(`the range "${range}" is refused`, () => assert.throws(() => trustProxies([range]), RangeError))
  }

  test('loopback is 127/8 and ::1', () => {
    assert.deepEqual(['127.0.0.1', '127.9.9.9', '::1', '128.0.0.1', '0.0.0.0', ''].map(isLoopbackAddress), [
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
