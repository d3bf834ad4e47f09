import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { headersFromRecord } from '../http/headers.ts'
import type { Ports } from '../ports/ports.ts'
import { buildAppClient } from '../testing/build-app-client.ts'
import { buildUserPool } from '../testing/build-user-pool.ts'
import { authenticateClient } from './authenticate-client.ts'
import { readForm } from './read-form.ts'

const createdAt = new Date(0)
const secret = (id: string, value: string) => ({ id, value, createdAt })
const clients = [
  buildAppClient({ id: 'public' }),
  buildAppClient({ id: 'confidential', secrets: [secret('1', 'first+secret'), secret('2', 'second%41secret')] }),
  buildAppClient({ id: 'stranger', poolId: 'us-east-1_other', secrets: [secret('1', 'first+secret')] }),
]
const storage = {
  appClients: { find: async (id: string) => clients.find((client) => client.id === id) },
} as unknown as Ports['storage']

const basic = (id: string, value: string) => `Basic ${Buffer.from(`${id}:${value}`).toString('base64')}`

interface Sent {
  readonly form?: Readonly<Record<string, string>>
  readonly authorization?: string | readonly string[]
}

/** The authenticated client's id, or the error. */
async function authenticate({ form = {}, authorization }: Sent): Promise<string> {
  const request: DomainRequest = {
    domain: { pool: buildUserPool(), baseUrl: 'https://notes.example.com', managedLoginVersion: 2 },
    method: 'POST',
    path: '/oauth2/token',
    query: 'client_id=public&client_secret=first%2Bsecret',
    headers: headersFromRecord({
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      ...(authorization && { authorization }),
    }),
    body: Buffer.from(new URLSearchParams(form).toString()),
    facts: { requestId: 'r', region: 'us-east-1', accountId: '1', sourceIp: '::1', userAgent: undefined },
  }
  const read = readForm(request)
  assert.ok(read.kind === 'form')
  const result = await authenticateClient({ storage }, request, read)
  return result.kind === 'client' ? result.client.id : `${result.status} ${result.error}`
}

describe('client authentication', () => {
  const both = { client_id: 'confidential', client_secret: 'first+secret' }
  const cases: readonly (readonly [name: string, sent: Sent, outcome: string])[] = [
    ['a public client by its id', { form: { client_id: 'public' } }, 'public'],
    ['a secret in the form', { form: both }, 'confidential'],
    ['the other secret', { form: { ...both, client_secret: 'second%41secret' } }, 'confidential'],
    ['a secret in the header, encoded', { authorization: basic('confidential', 'first%2Bsecret') }, 'confidential'],
    ['a secret in the header, as it is', { authorization: basic('confidential', 'first+secret') }, 'confidential'],
    ['the other, as it is', { authorization: basic('confidential', 'second%41secret') }, 'confidential'],
    [
      'a header that agrees with the form',
      { authorization: basic('confidential', 'first+secret'), form: { client_id: 'confidential' } },
      'confidential',
    ],
    ['no client', {}, '400 invalid_request'],
    ['a client of the URL only', { form: { grant_type: 'refresh_token' } }, '400 invalid_request'],
    ['an unknown client', { form: { client_id: 'nobody' } }, '400 invalid_client'],
    [`another pool's client`, { form: { client_id: 'stranger', client_secret: 'first+secret' } }, '400 invalid_client'],
    ['no secret', { form: { client_id: 'confidential' } }, '400 invalid_client'],
    ['an empty secret', { form: { ...both, client_secret: '' } }, '400 invalid_client'],
    ['a wrong secret', { form: { ...both, client_secret: 'first secret' } }, '400 invalid_client'],
    [
      'the decoded spelling of a secret in the form',
      { form: { ...both, client_secret: 'secondAsecret' } },
      '400 invalid_client',
    ],
    ['a secret for a public client', { form: { client_id: 'public', client_secret: 'x' } }, '400 invalid_client'],
    ['two methods', { authorization: basic('confidential', 'first+secret'), form: both }, '400 invalid_request'],
    [
      'two methods, one of them wrong',
      { authorization: basic('confidential', 'nonsense'), form: both },
      '400 invalid_request',
    ],
    [
      'two clients',
      { authorization: basic('confidential', 'first+secret'), form: { client_id: 'public' } },
      '400 invalid_request',
    ],
    [
      'two headers',
      { authorization: [basic('confidential', 'first+secret'), basic('public', 'x')] },
      '400 invalid_request',
    ],
    ['a public client in the header', { authorization: basic('public', '') }, '400 invalid_client'],
    ['no colon', { authorization: `Basic ${Buffer.from('confidential').toString('base64')}` }, '400 invalid_client'],
    ['a header that is no base64', { authorization: 'Basic {}' }, '400 invalid_client'],
    [
      'invalid UTF-8',
      { authorization: `Basic ${Buffer.of(0xff, 0x3a, 0x61).toString('base64')}` },
      '400 invalid_client',
    ],
    ['a bearer token', { authorization: 'Bearer abc', form: { client_id: 'public' } }, '400 invalid_client'],
  ]
  for (const [name, sent, outcome] of cases) {
    test(`${name}: ${outcome}`, async () => assert.equal(await authenticate(sent), outcome))
  }
})
