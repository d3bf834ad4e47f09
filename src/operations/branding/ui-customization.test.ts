import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { logoRoute } from '../../login/steps/logo.ts'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { GetUICustomization } from './GetUICustomization.ts'
import { SetUICustomization } from './SetUICustomization.ts'

const CSS = '/* ours */ .submitButton-customizable:hover, .banner-customizable { background-color: #abc; }'
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const ImageFile = png.toString('base64')
const at = { LastModifiedDate: 1772366400, CreationDate: 1772366400 }

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool)
  const { id: poolId } = pool
  const domain = { domain: 'notes', poolId, customDomainConfig: undefined, managedLoginVersion: 1 as const }
  await ports.storage.commit([{ write: 'createDomain', domain: { ...domain, createdAt: pool.createdAt } }])
  const set = (input: object): Promise<any> => callOnWire(SetUICustomization, ports, { UserPoolId: poolId, ...input })
  const get = (input: object = {}): Promise<any> =>
    callOnWire(GetUICustomization, ports, { UserPoolId: poolId, ...input })
  return { ports, pool, client, set, get }
}

describe('the classic look', () => {
  test('of all clients is that of a client without its own', async () => {
    const { pool, client, set, get } = await given()
    const ofAll = {
      UICustomization: { UserPoolId: pool.id, ClientId: 'ALL', CSS, CSSVersion: '20190128172214', ...at },
    }
    assert.deepEqual(await get(), { UICustomization: {} })
    assert.deepEqual(await set({ CSS }), ofAll)
    assert.deepEqual(await get(), ofAll)
    assert.deepEqual(await get({ ClientId: client.id }), ofAll)
    const own = await set({ ClientId: client.id, CSS: '', ImageFile })
    assert.deepEqual(await get({ ClientId: client.id }), own)
    assert.deepEqual(await get(), ofAll)
  })

  test('is set as a whole, keeps its age, and goes when nothing is set', async () => {
    const { ports, set, get } = await given()
    await set({ CSS, ImageFile })
    ports.clock.advanceSeconds(60)
    const { UICustomization } = await set({ CSS })
    assert.deepEqual([UICustomization.ImageUrl, UICustomization.CreationDate], [undefined, at.CreationDate])
    assert.equal(UICustomization.LastModifiedDate, at.LastModifiedDate + 60)
    assert.deepEqual(await set({}), { UICustomization: {} })
    assert.deepEqual(await get(), { UICustomization: {} })
  })

  test('serves its logo from the pool’s own domain, as a picture and nothing else', async () => {
    const { ports, pool, set } = await given()
    const { UICustomization } = await set({ ImageFile })
    const url = new URL(UICustomization.ImageUrl)
    assert.equal(url.origin + url.pathname, 'https://notes.auth.us-east-1.localhost/assets/logo')
    const ask = (poolId: string, query: string): Promise<any> => {
      const domain = { pool: { ...pool, id: poolId }, baseUrl: url.origin, managedLoginVersion: 1 }
      return logoRoute.handle({ domain, query } as any, ports)
    }
    const answer = await ask(pool.id, url.search.slice(1))
    assert.deepEqual(answer, {
      status: 200,
      headers: {
        'content-type': 'image/png',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=31536000, immutable',
      },
      body: Uint8Array.from(png),
    })
    for (const query of ['', 'client_id=ALL', 'client_id=ALL&v=x', url.search.slice(1).replace('ALL', 'x')])
      assert.equal((await ask(pool.id, query)).status, 404, query)
    assert.equal((await ask('us-east-1_Other0001', url.search.slice(1))).status, 404)
  })

  test('needs a domain, and a client of the pool', async () => {
    const { ports, set, get } = await given()
    const bare = await givenPool(ports, { id: 'us-east-1_Bare00001' })
    assert.equal(
      await set({ UserPoolId: bare.id, CSS }),
      'InvalidParameterException: There has to be an existing domain associated with this user pool',
    )
    const missing = 'ResourceNotFoundException: User pool client does not exist.'
    assert.equal(await set({ ClientId: '2none', CSS }), missing)
    assert.equal(await get({ ClientId: '2none' }), missing)
    const stranger = await givenClient(ports, bare, { id: '2stranger' })
    assert.equal(await set({ ClientId: stranger.id, CSS }), missing)
  })

  for (const [what, input, text] of [
    [
      'a class that there is not',
      { CSS: '.banner-customizable, .x-customizable {}' },
      'CSS contains invalid class: .x-customizable',
    ],
    ['an element', { CSS: 'body { color: red }' }, 'CSS contains invalid class: body'],
    [
      'a class beneath another',
      { CSS: '.banner-customizable .x {}' },
      'CSS contains invalid class: .banner-customizable .x',
    ],
    [
      'a state that there is not',
      { CSS: '.logo-customizable:hover {}' },
      'CSS contains invalid class: .logo-customizable:hover',
    ],
    ['an import', { CSS: '@import "x"; .logo-customizable {}' }, 'CSS contains invalid text: @'],
    ['a media query', { CSS: '@media print { .logo-customizable {} }' }, 'CSS contains invalid text: @'],
    [
      'an address',
      { CSS: '.logo-customizable { background: URL (https://evil.example) }' },
      'CSS contains invalid text: URL (',
    ],
    ['an address hidden by a comment', { CSS: '.logo-customizable { background: u/**/rl(x) }' }, undefined],
    ['comments that do not end', { CSS: '/* '.repeat(40_000) }, 'CSS has a comment that does not end.'],
    ['an escape', { CSS: '.logo-customizable { background: \\75rl(x) }' }, 'CSS contains invalid text: \\'],
    ['an end of the style element', { CSS: '.logo-customizable { a: "</style>" }' }, 'CSS contains invalid text: <'],
    ['a rule that does not end', { CSS: '.logo-customizable { color: red' }, 'CSS cannot be read as a list of rules.'],
    [
      'rules within rules',
      { CSS: '.logo-customizable { .x { color: red } }' },
      'CSS cannot be read as a list of rules.',
    ],
    [
      'an image that is none',
      { ImageFile: Buffer.from('<svg onload="x"/>').toString('base64') },
      'The image must be a PNG or JPEG file.',
    ],
    [
      'a large image',
      { ImageFile: Buffer.concat([png, Buffer.alloc(100 * 1024)]).toString('base64') },
      'The image must not be larger than 100 KB.',
    ],
  ] as const) {
    test(text === undefined ? `takes ${what} apart` : `refuses ${what}`, async () => {
      const { set } = await given()
      const answer = await set(input)
      // What stood around the comment is two words then: no address.
      if (text === undefined) assert.equal(typeof answer, 'object')
      else assert.equal(answer, `InvalidParameterException: ${text}`)
    })
  }
})
