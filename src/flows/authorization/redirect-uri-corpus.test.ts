import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Ports } from '../../ports/ports.ts'
import { buildAppClient } from '../../testing/build-app-client.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { readAuthorizationParameters } from './read-authorization-request.ts'

const registered = [
  'https://app.example.com/callback',
  'https://app.example.com/cb?tenant=1',
  'https://app.example.com',
  'http://localhost:3000/cb',
  'http://127.0.0.1:8080/',
  'http://[::1]:9000/cb',
  'com.example.app:/callback',
  'myapp://signin',
]

/** What attackers and careless developers make of a registered URI (OAU-01, and the CVEs of peers behind it). */
const mutations: readonly ((uri: string) => string)[] = [
  (uri) => `${uri}/`,
  (uri) => `${uri}//`,
  (uri) => `${uri}/.`,
  (uri) => `${uri}/../admin`,
  (uri) => `${uri}/%2e%2e/admin`,
  (uri) => `${uri}..;/admin`,
  (uri) => `${uri}%2fadmin`,
  (uri) => `${uri}?`,
  (uri) => `${uri}?next=https://evil.example`,
  (uri) => `${uri}&next=https://evil.example`,
  (uri) => `${uri}#`,
  (uri) => `${uri}#@evil.example`,
  (uri) => `${uri} `,
  (uri) => ` ${uri}`,
  (uri) => `\t${uri}`,
  (uri) => `${uri}\n`,
  (uri) => `${uri}\r\nSet-Cookie: a=b`,
  (uri) => `${uri}\0`,
  (uri) => `${uri}\u200b`,
  (uri) => `${uri}@evil.example`,
  (uri) => `${uri}.evil.example`,
  (uri) => `${uri}\\@evil.example`,
  (uri) => `${uri}*`,
  (uri) => `${uri},https://evil.example/`,
  (uri) => `${uri} https://evil.example/`,
  (uri) => uri.toUpperCase(),
  (uri) => uri.slice(0, -1),
  (uri) => uri.slice(1),
  (uri) => uri.replace(':', ':/'),
  (uri) => uri.replace(/:\/+/, ':'),
  (uri) => uri.replace(/:\/+/, '://evil.example@'),
  (uri) => uri.replace(/:\/+/, '://evil.example\\@'),
  (uri) => uri.replace(/:\/+/, '://evil.example#@'),
  (uri) => uri.replace(/:\/+/, '://evil.example?@'),
  (uri) => uri.replace(/:\/+/, '://user:pass@'),
  (uri) => uri.replace(/:\/+/, '://@'),
  (uri) => uri.replace(/:\/+/, '://evil.'),
  (uri) => uri.replace(/:\/+/, ':\\\\'),
  (uri) => uri.replace(/:\/+/, ':///'),
  (uri) => uri.replace(/^[^:]+/, 'http'),
  (uri) => uri.replace(/^[^:]+/, 'javascript'),
  (uri) => uri.replace(/^[^:]+:/, ''),
  (uri) => uri.replace('e', 'ｅ'),
  (uri) => uri.replace('a', '\u0430'),
  (uri) => uri.replace('.', '。'),
  (uri) => uri.replace(/(\.com|localhost|\.1)/, '$1.'),
  (uri) => uri.replace(/(\.com|localhost|\.1|\])/, '$1:443'),
  (uri) => uri.replace(/:\d+/, ':1'),
  (uri) => uri.replace(/(\w)\//, '$1//'),
  (uri) => encodeURIComponent(uri),
  (uri) => encodeURI(encodeURIComponent(uri)),
]

const strangers = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  '/callback',
  'callback',
  '.',
  '*',
  'https://*',
  'https://*.example.com/callback',
  'https://app.example.com/*',
  'data:text/html,<script>alert(1)</script>',
  'javascript:alert(document.domain)',
  'JaVaScRiPt://app.example.com/%0aalert(1)',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://app.example.com/1',
  'about:blank',
  'urn:ietf:wg:oauth:2.0:oob',
  'http://169.254.169.254/latest/meta-data/',
  'http://127.1:8080/',
  'http://2130706433:8080/',
  'http://0x7f.0.0.1:8080/',
  'http://[::ffff:127.0.0.1]:8080/',
  'http://[0:0:0:0:0:0:0:1]:9000/cb',
  'http://localhost:3000/CB',
  'https://localhost:3000/cb',
  'null',
  'undefined',
  '[object Object]',
]

const isRegistered = (uri: string) => registered.includes(uri)
const mutated = registered.flatMap((uri) => mutations.map((mutate) => mutate(uri)))
const corpus = [...new Set([...mutated, ...strangers])].filter((uri) => !isRegistered(uri))

function read(redirectUri: string, callbackUrls = registered) {
  const pool = buildUserPool()
  const client = buildAppClient({ configuration: { CallbackURLs: callbackUrls } })
  const storage = { appClients: { find: async () => client } } as unknown as Ports['storage']
  const addresses = { issuer: () => '' } as unknown as Ports['addresses']
  const domain = { pool, baseUrl: 'https://notes.example.com', managedLoginVersion: 2 } as const
  const asked = { client_id: client.id, redirect_uri: redirectUri, state: 'xyz' }
  return readAuthorizationParameters({ addresses, storage }, domain, {
    query: new URLSearchParams(asked).toString(),
    pushed: undefined,
  })
}

describe('redirect URIs', () => {
  test('three hundred near misses and strangers stay on the error page', async () => {
    assert.ok(corpus.length >= 300, `${corpus.length}`)
    for (const uri of corpus) {
      const asked = await read(uri)
      assert.deepEqual(asked, { kind: 'page-error', code: 'redirect_mismatch', text: 'redirect_mismatch' }, uri)
    }
  })

  test('a URI in letters beyond ASCII goes back escaped, to the same host', async () => {
    const uri = 'https://bücher.example/zurück?a=ü'
    const asked = await read(uri, [uri])
    assert.ok(asked.kind === 'redirect-error')
    assert.match(asked.location, /^[\u0021-\u007e]+$/)
    assert.equal(new URL(asked.location).hostname, new URL(uri).hostname)
    assert.equal(new URL(asked.location).searchParams.get('a'), 'ü')
  })

  for (const uri of registered) {
    test(`${uri} goes back letter for letter`, async () => {
      const asked = await read(uri)
      assert.ok(asked.kind === 'redirect-error')
      assert.ok(asked.location.startsWith(`${uri}${uri.includes('?') ? '&' : '?'}error_description=`), asked.location)
      assert.equal(new URL(asked.location).host, new URL(uri).host)
    })
  }
})
