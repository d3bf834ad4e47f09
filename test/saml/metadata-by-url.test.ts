import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { OutboundFault } from '../../src/ports/outbound-fetch.ts'
import { samlIdp } from '../../src/testing/saml-idp.ts'
import { testPorts } from '../../src/testing/test-ports.ts'
import { errorOf, idp, samlPool, type SamlPool } from './saml-pool.ts'

const later = samlIdp(idp.entityId)
let address = 0

interface Published extends AsyncDisposable {
  readonly given: SamlPool
  fetched: number
  document: string | undefined
}

/** A provider whose metadata is at an address of its own. */
async function published(document: string | undefined = idp.metadata): Promise<Published> {
  const url = `https://idp.example/metadata/${address++}`
  const state = { fetched: 0, document }
  const ports = await testPorts({
    outboundFetch: async (asked) => {
      assert.equal(asked, url)
      state.fetched++
      if (state.document === undefined) throw new OutboundFault('timeout', 'no answer')
      return new Response(state.document)
    },
  })
  const given = await samlPool({ ports, details: { MetadataURL: url } })
  return Object.assign(state, { given, [Symbol.asyncDispose]: () => given[Symbol.asyncDispose]() })
}

describe('metadata at an address', () => {
  test('is fetched when it is needed and kept for six hours', async () => {
    await using provider = await published()
    assert.equal(provider.fetched, 0)
    assert.equal(errorOf(await provider.given.signIn()), 'none')
    provider.given.advance(6 * 3600 - 1)
    assert.equal(errorOf(await provider.given.signIn()), 'none')
    assert.equal(provider.fetched, 1)
    provider.given.advance(1)
    assert.equal(errorOf(await provider.given.signIn()), 'none')
    assert.equal(provider.fetched, 2)
  })

  test('is fetched again for a signature that it does not explain, but not at once', async () => {
    await using provider = await published()
    await provider.given.signIn()
    provider.document = later.metadata
    const refused = 'Invalid SAML response received: SAML Assertion signature is invalid'
    assert.equal(errorOf(await provider.given.signIn({ idp: later })), refused)
    assert.equal(provider.fetched, 1)
    provider.given.advance(300)
    assert.equal(errorOf(await provider.given.signIn({ idp: later })), 'none')
    assert.equal(provider.fetched, 2)
    assert.equal(errorOf(await provider.given.signIn()), refused)
  })

  test('is asked for once by many, and not again at once by those who had no answer', async () => {
    await using provider = await published()
    const { given } = provider
    provider.document = undefined
    const ask = async () => errorOf(await given.send('GET', `/oauth2/authorize?${given.query()}`))
    const answers = await Promise.all([ask(), ask(), ask()])
    assert.deepEqual(new Set([...answers, await ask()]), new Set(['Metadata of Corp could not be read']))
    assert.equal(provider.fetched, 1)
    provider.document = idp.metadata
    given.advance(30)
    assert.equal(errorOf(await given.signIn()), 'none')
    assert.equal(provider.fetched, 2)
  })

  test('is kept for a day where it cannot be had', async () => {
    await using provider = await published()
    await provider.given.signIn()
    provider.document = undefined
    provider.given.advance(24 * 3600 - 1)
    assert.equal(errorOf(await provider.given.signIn()), 'none')
    provider.given.advance(1)
    const { given } = provider
    const response = await given.send('GET', `/oauth2/authorize?${given.query()}`)
    assert.equal(errorOf(response), 'Metadata of Corp could not be read')
  })

  for (const [what, document] of [
    ['no metadata', '<html/>'],
    ['an entity', `<!DOCTYPE x [<!ENTITY e "e">]>${idp.metadata}`],
  ] as const) {
    test(`is refused when it is ${what}`, async () => {
      await using provider = await published(document)
      const { given } = provider
      const response = await given.send('GET', `/oauth2/authorize?${given.query()}`)
      assert.equal(errorOf(response), 'Metadata of Corp could not be read')
    })
  }
})
