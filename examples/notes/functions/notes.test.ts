import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { until } from '../../../test/until.ts'

const directory = mkdtempSync(join(tmpdir(), 'notes-'))
after(() => rmSync(directory, { recursive: true, force: true }))
process.env.NOTES_DIR = directory
process.env.ALLOWED_ORIGIN = 'https://app.localhost:9443'
const { handler } = await import(new URL('notes/index.mjs', import.meta.url).href)

let people = 0
const newOwner = () => `owner-${(people += 1)}`

interface Request {
  readonly sub?: string
  readonly body?: unknown
  readonly id?: string
  readonly claims?: Record<string, string>
}

async function request(route: string, { sub, body, id, claims = {} }: Request = {}) {
  const [httpMethod, resource] = route.split(' ')
  const {
    statusCode,
    headers,
    body: text,
  } = await handler({
    httpMethod,
    resource,
    pathParameters: id === undefined ? null : { id },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: sub === undefined ? {} : { authorizer: { claims: { sub, ...claims } } },
  })
  return { statusCode, headers, value: text === '' ? undefined : JSON.parse(text) }
}

describe('the notes function', () => {
  test('keeps notes, newest first', async () => {
    const sub = newOwner()
    const first = await request('POST /notes', { sub, body: { text: ' milk ' } })
    await until(() => Date.now() > Date.parse(first.value.note.createdAt))
    const second = await request('POST /notes', { sub, body: { text: 'bread' } })
    assert.equal(first.statusCode, 201)
    assert.deepEqual(first.value.note, {
      id: first.value.note.id,
      text: 'milk',
      createdAt: first.value.note.createdAt,
      updatedAt: first.value.note.createdAt,
    })
    assert.deepEqual((await request('GET /notes', { sub })).value, { notes: [second.value.note, first.value.note] })
  })

  test('changes and deletes a note', async () => {
    const sub = newOwner()
    const { value } = await request('POST /notes', { sub, body: { text: 'a' } })
    const changed = await request('PUT /notes/{id}', { sub, id: value.note.id, body: { text: 'b' } })
    assert.deepEqual(changed.value.note, { ...value.note, text: 'b', updatedAt: changed.value.note.updatedAt })
    assert.equal((await request('DELETE /notes/{id}', { sub, id: value.note.id })).statusCode, 204)
    assert.deepEqual((await request('GET /notes', { sub })).value, { notes: [] })
  })

  test('shows nobody the notes of another, not even by id', async () => {
    const [sub, other] = [newOwner(), newOwner()]
    const { value } = await request('POST /notes', { sub, body: { text: 'mine' } })
    const { id } = value.note
    assert.deepEqual((await request('GET /notes', { sub: other })).value, { notes: [] })
    assert.equal((await request('PUT /notes/{id}', { sub: other, id, body: { text: 'x' } })).statusCode, 404)
    assert.equal((await request('DELETE /notes/{id}', { sub: other, id })).statusCode, 404)
    assert.deepEqual((await request('GET /notes', { sub })).value, { notes: [value.note] })
  })

  test('describes the user of an ID token', async () => {
    const claims = {
      'cognito:username': 'ada',
      email: 'ada@example.com',
      email_verified: 'true',
      'cognito:groups': 'admins,readers',
    }
    const { value } = await request('GET /me', { sub: 's', claims })
    assert.deepEqual(value, {
      sub: 's',
      username: 'ada',
      email: 'ada@example.com',
      emailVerified: true,
      groups: ['admins', 'readers'],
    })
  })

  test('shows figures to admins only', async () => {
    const refused = await request('GET /admin/figures', { sub: 's', claims: { 'cognito:groups': 'admins-not' } })
    assert.deepEqual([refused.statusCode, refused.value], [403, { message: 'This is for the group "admins".' }])
    const { statusCode, value } = await request('GET /admin/figures', {
      sub: 's',
      claims: { 'cognito:groups': 'admins' },
    })
    assert.deepEqual([statusCode, Object.keys(value).toSorted()], [200, ['notes', 'people']])
  })

  test('answers the app’s origin, uncached', async () => {
    const { headers } = await request('GET /health')
    assert.deepEqual(headers, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': 'https://app.localhost:9443',
    })
  })

  for (const { name, route, options, statusCode, message } of [
    { name: 'nobody', route: 'GET /notes', options: {}, statusCode: 401, message: 'Nobody is signed in.' },
    {
      name: 'an unknown route',
      route: 'PATCH /notes',
      options: { sub: 's' },
      statusCode: 404,
      message: 'There is no such thing here.',
    },
    {
      name: 'a body that is not JSON',
      route: 'POST /notes',
      options: { sub: 's', body: 'text' },
      statusCode: 400,
      message: 'Send JSON: {"text": "…"}.',
    },
    {
      name: 'an empty note',
      route: 'POST /notes',
      options: { sub: 's', body: { text: ' ' } },
      statusCode: 400,
      message: 'A note has a text.',
    },
    {
      name: 'a note that is too long',
      route: 'POST /notes',
      options: { sub: 's', body: { text: 'x'.repeat(4001) } },
      statusCode: 400,
      message: 'A note has at most 4000 characters.',
    },
    {
      name: 'a note that does not exist',
      route: 'PUT /notes/{id}',
      options: { sub: 's', id: 'x', body: { text: 'x' } },
      statusCode: 404,
      message: 'There is no such note.',
    },
  ]) {
    test(`refuses ${name}`, async () => {
      const result = await request(route, options)
      assert.deepEqual([result.statusCode, result.value], [statusCode, { message }])
    })
  }
})
