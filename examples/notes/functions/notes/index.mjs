// Notes of the signed-in user. Who that is comes from the gateway's authorizer, never from the request itself.
import { randomUUID } from 'node:crypto'

import { answer, nothing, problem } from './answers.mjs'
import { readText } from './note-text.mjs'
import { openNotes } from './storage.mjs'

const mostNotes = 500
const notes = openNotes(process.env)

/** The routes of the template, by method and resource. */
const routes = {
  'GET /health': async () => answer(200, { status: 'ok' }),
  'GET /me': async ({ claims }) => answer(200, describeUser(claims)),
  'GET /notes': async ({ owner }) => answer(200, { notes: await (await notes).list(owner) }),
  'POST /notes': writeNote,
  'PUT /notes/{id}': changeNote,
  'DELETE /notes/{id}': deleteNote,
  'GET /admin/figures': readFigures,
}

/** The handler that the template names. */
export async function handler(event) {
  const route = routes[`${event.httpMethod} ${event.resource}`]
  if (route === undefined) return problem(404, 'There is no such thing here.')
  const claims = event.requestContext?.authorizer?.claims ?? {}
  if (event.resource !== '/health' && typeof claims.sub !== 'string') return problem(401, 'Nobody is signed in.')
  try {
    return await route({ event, claims, owner: claims.sub, id: event.pathParameters?.id })
  } catch (error) {
    process.stderr.write(`${error.stack}\n`)
    return problem(500, 'Something went wrong here. Try again.')
  }
}

async function writeNote({ event, owner }) {
  const text = readText(event)
  if (text.problem !== undefined) return problem(400, text.problem)
  const store = await notes
  if ((await store.list(owner)).length >= mostNotes)
    return problem(409, `There is room for ${mostNotes} notes. Delete one first.`)
  const now = new Date().toISOString()
  const note = { id: randomUUID(), text: text.value, createdAt: now, updatedAt: now }
  await store.put(owner, note)
  return answer(201, { note })
}

async function changeNote({ event, owner, id }) {
  const text = readText(event)
  if (text.problem !== undefined) return problem(400, text.problem)
  const store = await notes
  const before = await store.find(owner, id)
  if (before === undefined) return problem(404, 'There is no such note.')
  const note = { ...before, text: text.value, updatedAt: new Date().toISOString() }
  await store.put(owner, note)
  return answer(200, { note })
}

async function deleteNote({ owner, id }) {
  const store = await notes
  if ((await store.find(owner, id)) === undefined) return problem(404, 'There is no such note.')
  await store.delete(owner, id)
  return nothing()
}

/** For the group `admins` only: how many notes there are, and of how many people. Not what is in them. */
async function readFigures({ claims }) {
  if (!groupsOf(claims).includes('admins')) return problem(403, 'This is for the group "admins".')
  return answer(200, await (await notes).count())
}

function describeUser(claims) {
  return {
    sub: claims.sub,
    username: claims['cognito:username'],
    email: claims.email,
    emailVerified: claims.email_verified === 'true',
    groups: groupsOf(claims),
  }
}

/** A REST API hands every claim over as text, groups joined by commas. */
function groupsOf(claims) {
  const groups = claims['cognito:groups']
  return groups === undefined
    ? []
    : String(groups)
        .replace(/^\[|\]$/g, '')
        .split(/[,\s]+/)
}
