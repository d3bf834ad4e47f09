import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { redirectUriFault } from './redirect-uri.ts'

const registrable = [
  'https://app.example.com/callback',
  'https://app.example.com',
  'https://app.example.com:8443/a?b=c',
  'http://localhost:3000/',
  'http://127.0.0.1/cb',
  'http://[::1]:8080/cb',
  'myapp://signin',
  'com.example.app:/oauth2redirect',
]
const refused = [
  '',
  '/relative',
  'http://app.example.com/cb',
  'http://localhost.evil.example/cb',
  'https://user@evil.example/cb',
  'https://app.example.com\\@evil.example',
  'https://app.example.com/#fragment',
  'https://app.example.com/ space',
  'https://app.example.com/\ttab',
  'https://app.example.com/\nline',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'https://',
]

describe('redirectUriFault', () => {
  for (const uri of registrable) test(`finds none in ${uri}`, () => assert.equal(redirectUriFault(uri), undefined))
  for (const uri of refused) {
    test(`refuses ${JSON.stringify(uri)}`, () => assert.equal(typeof redirectUriFault(uri), 'string'))
  }

  test("names plain http and fragments in Cognito's words", () => {
    assert.equal(redirectUriFault('http://a.example/'), 'http://a.example/ cannot use the HTTP protocol.')
    assert.equal(redirectUriFault('https://a.example/#b'), 'https://a.example/#b cannot use fragment')
  })
})
