import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Destination, routeByHost } from './host-routing.ts'

const development = { baseHost: 'localhost', development: true }
const production = { baseHost: 'id.example.com', development: false }

describe('routing by host in development', () => {
  const table: readonly [host: string, url: string, expected: Destination][] = [
    ['localhost', '/', { kind: 'identity', url: '/' }],
    ['127.0.0.1', '/', { kind: 'identity', url: '/' }],
    ['[::1]', '/', { kind: 'identity', url: '/' }],
    ['cognito-idp.us-east-1.localhost', '/', { kind: 'identity', url: '/' }],
    ['cognito-idp.us-gov-west-1.localhost', '/?x', { kind: 'identity', url: '/?x' }],
    [
      'localhost',
      '/us-east-1_Ab12/.well-known/jwks.json',
      { kind: 'issuer', poolId: 'us-east-1_Ab12', url: '/.well-known/jwks.json' },
    ],
    [
      'localhost',
      '/.well-known/oauth-authorization-server/us-east-1_Ab12',
      { kind: 'issuer', poolId: 'us-east-1_Ab12', url: '/.well-known/oauth-authorization-server' },
    ],
    [
      'localhost',
      '/.well-known/openid-configuration/us-east-1_Ab12',
      { kind: 'issuer', poolId: 'us-east-1_Ab12', url: '/.well-known/openid-configuration' },
    ],
    [
      'localhost',
      '/.well-known/jwks.json/us-east-1_Ab12',
      { kind: 'identity', url: '/.well-known/jwks.json/us-east-1_Ab12' },
    ],
    [
      'issuer-cognito-idp.eu-west-1.localhost',
      '/eu-west-1_X/.well-known/openid-configuration',
      { kind: 'issuer', poolId: 'eu-west-1_X', url: '/.well-known/openid-configuration' },
    ],
    [
      'localhost',
      '/us-east-1_Ab12/oauth2/authorize?a=b',
      { kind: 'poolDomain', pool: { by: 'poolId', poolId: 'us-east-1_Ab12' }, url: '/oauth2/authorize?a=b' },
    ],
    [
      'notes.auth.us-east-1.localhost',
      '/login?client_id=x',
      { kind: 'poolDomain', pool: { by: 'prefix', prefix: 'notes', region: 'us-east-1' }, url: '/login?client_id=x' },
    ],
    [
      'abc123.execute-api.us-east-1.localhost',
      '/prod/notes',
      {
        kind: 'executeApi',
        api: { by: 'apiId', apiId: 'abc123', region: 'us-east-1', stage: undefined },
        url: '/prod/notes',
      },
    ],
    [
      'localhost',
      '/_api/abc123/prod/notes?x=1',
      {
        kind: 'executeApi',
        api: { by: 'apiId', apiId: 'abc123', region: undefined, stage: undefined },
        url: '/prod/notes?x=1',
      },
    ],
    [
      'localhost',
      '/_api/abc123/prod',
      { kind: 'executeApi', api: { by: 'apiId', apiId: 'abc123', region: undefined, stage: undefined }, url: '/prod' },
    ],
    [
      'localhost',
      '/_api/abc123/$default/notes',
      {
        kind: 'executeApi',
        api: { by: 'apiId', apiId: 'abc123', region: undefined, stage: '$default' },
        url: '/notes',
      },
    ],
    [
      'localhost',
      '/_api/abc123/$default?x=1',
      { kind: 'executeApi', api: { by: 'apiId', apiId: 'abc123', region: undefined, stage: '$default' }, url: '/?x=1' },
    ],
    [
      'localhost',
      '/_api/abc123/$defaults',
      {
        kind: 'executeApi',
        api: { by: 'apiId', apiId: 'abc123', region: undefined, stage: undefined },
        url: '/$defaults',
      },
    ],
    [
      'localhost',
      '/_api/abc123',
      { kind: 'executeApi', api: { by: 'apiId', apiId: 'abc123', region: undefined, stage: undefined }, url: '/' },
    ],
    ['localhost', '/_api/', { kind: 'identity', url: '/_api/' }],
    [
      'cognito-idp.us-east-1.localhost',
      '/.well-known/security.txt',
      { kind: 'securityText', url: '/.well-known/security.txt' },
    ],
    ['app.localhost', '/_sallyport/inbox', { kind: 'app', url: '/_sallyport/inbox' }],
    ['console.localhost', '/pools', { kind: 'console', url: '/pools' }],
    ['console.localhost', '/inbox', { kind: 'development', url: '/inbox' }],
    ['console.localhost', '/inbox?to=a', { kind: 'development', url: '/inbox?to=a' }],
    ['console.localhost', '/inboxes', { kind: 'console', url: '/inboxes' }],
    ['localhost', '/_sallyport/inbox?to=a', { kind: 'development', url: '/_sallyport/inbox?to=a' }],
    ['localhost', '/_aws/ses?email=a', { kind: 'development', url: '/_aws/ses?email=a' }],
    ['localhost', '/_sallyport/health/live', { kind: 'health', url: '/_sallyport/health/live' }],
    ['console.localhost', '/_sallyport/health/ready', { kind: 'health', url: '/_sallyport/health/ready' }],
    ['10.0.0.7', '/_sallyport/health/ready', { kind: 'health', url: '/_sallyport/health/ready' }],
    ['10.0.0.7', '/', { kind: 'foreign', host: '10.0.0.7', url: '/' }],
    ['auth.notes.example', '/login', { kind: 'foreign', host: 'auth.notes.example', url: '/login' }],
    ['what.localhost', '/', { kind: 'foreign', host: 'what.localhost', url: '/' }],
    ['evillocalhost', '/_sallyport/inbox', { kind: 'foreign', host: 'evillocalhost', url: '/_sallyport/inbox' }],
    ['localhost.evil.com', '/', { kind: 'foreign', host: 'localhost.evil.com', url: '/' }],
    ['a.b.auth.us-east-1.localhost', '/', { kind: 'foreign', host: 'a.b.auth.us-east-1.localhost', url: '/' }],
    ['-x.auth.us-east-1.localhost', '/', { kind: 'foreign', host: '-x.auth.us-east-1.localhost', url: '/' }],
  ]
  for (const [host, url, expected] of table) {
    test(`${host}${url}`, () => assert.deepEqual(routeByHost(development, host, url), expected))
  }
})

describe('routing by host in production', () => {
  test('loopback names are unknown, and development endpoints are nothing else', () => {
    assert.deepEqual(routeByHost(production, 'localhost', '/'), { kind: 'foreign', host: 'localhost', url: '/' })
    for (const [host, url] of [
      ['id.example.com', '/_sallyport/inbox'],
      ['console.id.example.com', '/inbox'],
    ] as const) {
      assert.deepEqual(routeByHost(production, host, url), { kind: 'development', url })
    }
  })

  test('every kind of host is beneath the base host', () => {
    const kinds = [
      'cognito-idp.eu-central-1',
      'notes.auth.eu-central-1',
      'abc.execute-api.eu-central-1',
      'app',
      'console',
    ].map((label) => routeByHost(production, `${label}.id.example.com`, '/').kind)
    assert.deepEqual(kinds, ['identity', 'poolDomain', 'executeApi', 'app', 'console'])
  })
})
