import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readSettings } from './read-settings.ts'
import { describeSettings } from './describe-settings.ts'
import { developmentSettings, productionSettings } from './schema.ts'
import { environmentName, flagName } from './setting-names.ts'

const read = (flags: Record<string, unknown> = {}, environment: Record<string, string> = {}) =>
  readSettings(developmentSettings, { flags, environment })

describe('settings', () => {
  test('without anything given are the documented defaults', () => {
    assert.deepEqual(read(), {
      kind: 'read',
      settings: {
        dataDir: '.sallyport',
        port: 9443,
        httpPort: 9080,
        workers: 1,
        region: 'us-east-1',
        accountId: '123456789012',
        issuer: 'host',
        responseCacheMegabytes: 64,
        serviceRoles: 'assume',
        accountThrottle: { ratePerSecond: 10_000, burst: 5000 },
        mappedJsonKilobytes: 256,
        revocationFeed: false,
        json: false,
        baseHost: 'localhost',
        logLevel: 'warn',
      },
    })
  })

  test('a rate has the number that comes at once behind it', () => {
    const reading = read({ accountThrottle: '50000/20000' })
    assert.deepEqual(reading.kind === 'read' && reading.settings.accountThrottle, {
      ratePerSecond: 50_000,
      burst: 20_000,
    })
    for (const wrong of ['50000', '0/1', '1/0', '1.5/2', '-1/2', '1/2/3']) {
      assert.equal(read({ accountThrottle: wrong }).kind, 'wrong', wrong)
    }
  })

  test('flags win over the environment, which wins over defaults', () => {
    const reading = read({ port: '1234' }, { SALLYPORT_PORT: '5', SALLYPORT_HTTP_PORT: '0', SALLYPORT_DATA_DIR: '' })
    assert.equal(reading.kind, 'read')
    assert.ok(reading.kind === 'read')
    const { port, httpPort, dataDir } = reading.settings
    assert.deepEqual({ port, httpPort, dataDir }, { port: 1234, httpPort: 0, dataDir: '.sallyport' })
  })

  const wrong: Readonly<Record<string, string>> = {
    port: '65536',
    httpPort: '-1',
    workers: '0',
    region: 'somewhere',
    accountId: '12',
    issuer: 'other',
    databaseUrl: 'mysql://secret@x',
    fixedCode: '12ab',
    json: 'yes',
    logLevel: 'loud',
    baseHost: 'a/b',
    dataDir: '',
    securityContact: 'mailto:security@example.com\nContact: mailto:secret@example.com',
  }
  for (const [name, value] of Object.entries(wrong)) {
    test(`${name} refuses ${JSON.stringify(value)} and names what was typed, without the value`, () => {
      const reading = read({ [name]: value })
      assert.ok(reading.kind === 'wrong')
      assert.equal(reading.problems.length, 1)
      assert.ok(reading.problems[0]?.startsWith(`${flagName(name)} has a value that it cannot take.`))
      assert.doesNotMatch(reading.problems[0] ?? '', /secret/)
    })
  }

  test('a wrong variable is called by its own name', () => {
    const reading = read({}, { SALLYPORT_FIXED_CODE: 'abc' })
    assert.match(reading.kind === 'wrong' ? (reading.problems[0] ?? '') : '', /^SALLYPORT_FIXED_CODE /)
  })

  test('lists are taken apart', () => {
    const reading = readSettings(productionSettings, { flags: { trustedProxies: '10.0.0.0/8, ::1' }, environment: {} })
    assert.deepEqual(reading.kind === 'read' && reading.settings.trustedProxies, ['10.0.0.0/8', '::1'])
  })

  test('every setting is documented, and shows a default or says what stands for it', () => {
    for (const setting of [...describeSettings(developmentSettings), ...describeSettings(productionSettings)]) {
      assert.match(setting.documentation, /\.$/, setting.name)
      assert.ok(setting.defaultValue !== undefined || setting.defaultText !== undefined, setting.name)
    }
  })

  test('names follow one rule', () => {
    assert.deepEqual(
      [flagName('tlsCertFile'), environmentName('tlsCertFile')],
      ['--tls-cert-file', 'SALLYPORT_TLS_CERT_FILE'],
    )
  })
})
