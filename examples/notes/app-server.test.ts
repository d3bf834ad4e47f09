import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'

import { createAppServer } from './app-server.ts'
import { buildWebApp } from './build.ts'

const home = mkdtempSync(join(tmpdir(), 'app-'))
writeFileSync(join(home, 'secret.js'), 'secret')
const assetsDirectory = join(home, 'assets')
await buildWebApp(assetsDirectory)
const config = {
  region: 'us-east-1',
  userPoolId: 'us-east-1_abc',
  userPoolClientId: 'client',
  userPoolEndpoint: 'https://localhost:9443/',
  notesApiUrl: 'https://notes.execute-api.us-east-1.localhost:9443/v1',
  readingApiUrl: 'https://reading.execute-api.us-east-1.localhost:9443',
}
const handle = createAppServer({ assetsDirectory, config })
const server = createServer((request, response) => void handle(request, response))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
after(() => {
  server.close()
  rmSync(home, { recursive: true, force: true })
})
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

describe('the app server', () => {
  test('serves each page under a policy that lets only its own files run', async () => {
    const response = await fetch(`${origin}/`)
    assert.equal(response.status, 200)
    assert.match(await response.text(), /<title>Notes<\/title>/)
    const names = [
      'content-type',
      'cache-control',
      'content-security-policy',
      'referrer-policy',
      'x-content-type-options',
      'cross-origin-opener-policy',
    ]
    assert.deepEqual(
      names.map((name) => response.headers.get(name)),
      [
        'text/html; charset=utf-8',
        'no-store',
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' https://localhost:9443 https://notes.execute-api.us-east-1.localhost:9443 https://reading.execute-api.us-east-1.localhost:9443; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        'no-referrer',
        'nosniff',
        'same-origin',
      ],
    )
  })

  test('has no script or style in its pages that the policy would stop', async () => {
    for (const page of ['index.html', 'in-app.html']) {
      const html = await (await fetch(`${origin}/${page}`)).text()
      assert.doesNotMatch(html, /<script>|<style|\sstyle=|\son\w+=|javascript:/)
      for (const [, source] of html.matchAll(/(?:src|href)="(\/[\w-]+\.(?:js|css|svg))"/g)) {
        assert.equal((await fetch(`${origin}${source}`)).status, 200, source ?? page)
      }
    }
  })

  test('tells the pages of their system', async () => {
    const response = await fetch(`${origin}/config.json`)
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.deepEqual(await response.json(), config)
  })

  test('answers 304 to a file that the browser has', async () => {
    const first = await fetch(`${origin}/style.css`)
    const etag = first.headers.get('etag')!
    const second = await fetch(`${origin}/style.css`, { headers: { 'If-None-Match': etag } })
    assert.deepEqual([second.status, await second.text()], [304, ''])
  })

  for (const path of [
    '/nothing.html',
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/.env',
    '/assets',
    '/home.ts',
    '//example.com',
  ]) {
    test(`finds nothing at ${path}`, async () => {
      const { promise, resolve } = Promise.withResolvers<number>()
      const take = (response: IncomingMessage) => resolve(response.resume().statusCode ?? 0)
      request(origin, { path }, take).end()
      assert.equal(await promise, 404)
    })
  }

  test('takes reading requests only', async () => {
    const response = await fetch(`${origin}/`, { method: 'POST' })
    assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET, HEAD'])
  })
})
