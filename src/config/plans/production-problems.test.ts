import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { judgeProduction } from './production-problems.ts'
import { readSettings } from '../settings/read-settings.ts'
import { productionSettings } from '../settings/schema.ts'

const secure = {
  publicUrl: 'https://id.example.com',
  keyFile: '/run/secrets/master.key',
  tlsCertFile: '/tls/tls.crt',
  tlsKeyFile: '/tls/tls.key',
}

function judge(flags: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) {
  const reading = readSettings(productionSettings, { flags, environment })
  assert.ok(reading.kind === 'read')
  return judgeProduction(reading.settings, environment)
}

describe('production settings', () => {
  test('with certificate files are secure', () => {
    const verdict = judge(secure)
    assert.ok(verdict.kind === 'secure')
    assert.deepEqual(verdict.settings.tls, { certFile: '/tls/tls.crt', keyFile: '/tls/tls.key' })
  })

  test('behind named proxies are secure', () => {
    const { publicUrl, keyFile } = secure
    const verdict = judge({ publicUrl, keyFile, trustedProxies: '10.0.0.0/8' })
    assert.ok(verdict.kind === 'secure')
    assert.equal(verdict.settings.tls, 'at-trusted-proxies')
  })

  test('share a port among processes with PostgreSQL only', () => {
    const databaseUrl = 'postgres://db.example.com/sallyport'
    assert.equal(judge({ ...secure, workers: '2', databaseUrl }).kind, 'secure')
    const verdict = judge({ ...secure, workers: '2' })
    assert.ok(verdict.kind === 'insecure')
    assert.deepEqual(verdict.problems, ['--workers needs --database-url: SQLite is for one process.'])
  })

  const gaps: Readonly<Record<string, [without: keyof typeof secure, problem: RegExp]>> = {
    'no public URL': ['publicUrl', /--public-url is missing/],
    'no key file': ['keyFile', /--key-file is missing/],
    'a key without a certificate': ['tlsCertFile', /belong together/],
    'a certificate without a key': ['tlsKeyFile', /belong together/],
  }
  for (const [name, [without, problem]] of Object.entries(gaps)) {
    test(`${name} is refused`, () => {
      const { [without]: _, ...rest } = secure
      const verdict = judge(rest)
      assert.match(verdict.kind === 'insecure' ? verdict.problems.join('\n') : '', problem)
    })
  }

  test('no encryption at all is refused, and every problem is told at once', () => {
    const verdict = judge({})
    assert.equal(verdict.kind === 'insecure' && verdict.problems.length, 3)
  })

  for (const publicUrl of ['https://localhost', 'https://a.localhost:9443', 'https://127.0.0.1']) {
    test(`${publicUrl} is refused`, () => {
      assert.equal(judge({ ...secure, publicUrl }).kind, 'insecure')
    })
  }

  for (const publicUrl of [
    'http://id.example.com',
    'https://id.example.com/path',
    'https://user@id.example.com',
    'id.example.com',
  ]) {
    test(`${publicUrl} is no public URL`, () => {
      const flags = { ...secure, publicUrl }
      assert.equal(readSettings(productionSettings, { flags, environment: {} }).kind, 'wrong')
    })
  }
})
