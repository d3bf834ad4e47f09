import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { givenClient, givenPool } from '../testing/given.ts'
import { pageBrowser } from '../testing/page-browser.ts'
import { passwordlessPolicies } from '../testing/passwordless.ts'
import { testPorts } from '../testing/test-ports.ts'

describe('what a domain tells at well-known addresses', () => {
  async function ask(name: string, { Policies = {} } = {}) {
    await using ports = await testPorts()
    const pool = await givenPool(ports, { configuration: { Policies } })
    const client = await givenClient(ports, pool)
    const { createdAt } = pool
    const domains = [
      { domain: 'test', poolId: pool.id, customDomainConfig: undefined, managedLoginVersion: 2, createdAt } as const,
      {
        domain: 'login.example.com',
        poolId: pool.id,
        customDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/harbour' },
        managedLoginVersion: 2,
        createdAt,
      } as const,
    ]
    for (const domain of name === 'webauthn' ? domains.slice(0, 1) : domains) {
      await ports.storage.commit([{ write: 'createDomain', domain }])
    }
    const { status, headers, body } = await pageBrowser(ports, pool, client).get(`/.well-known/${name}`)
    return { status, location: headers.location, body: body === '' ? undefined : JSON.parse(String(body)) }
  }

  const origin = 'https://test.auth.us-east-1.localhost'

  test('leads password managers to where a password is changed', async () => {
    const answer = { status: 302, location: `${origin}/account/password`, body: undefined }
    assert.deepEqual(await ask('change-password'), answer)
  })

  test('names the pages of passkeys, where there are passkeys', async () => {
    const page = `${origin}/account/passkeys`
    const passkeys = await ask('passkey-endpoints', { Policies: passwordlessPolicies })
    assert.deepEqual(passkeys, { status: 200, location: undefined, body: { enroll: page, manage: page } })
    assert.equal((await ask('passkey-endpoints')).status, 404)
  })

  test('names whom to write to about a weakness, where somebody is named', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const client = await givenClient(ports, pool)
    const see = async (securityContact?: string) => {
      const addresses = { ...ports.addresses, securityContact }
      return pageBrowser({ ...ports, addresses }, pool, client).get('/.well-known/security.txt')
    }
    assert.equal((await see()).status, 404)
    const { status, headers, body } = await see('mailto:security@example.com')
    assert.deepEqual([status, headers['content-type']], [200, 'text/plain; charset=utf-8'])
    const expires = new Date(ports.clock.now().getTime() + 30 * 86_400_000).toISOString()
    const canonical = `${origin}/.well-known/security.txt`
    assert.equal(body, `Contact: mailto:security@example.com\nExpires: ${expires}\nCanonical: ${canonical}\n`)
  })

  test('names the origins that may use its passkeys', async () => {
    const { body } = await ask('webauthn', { Policies: passwordlessPolicies })
    assert.deepEqual(body, { origins: [origin] })
  })
})
