import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import type { OperationName } from '../../src/contract/operations.gen.ts'
import { edgesOf } from '../architecture/module-edges.ts'
import { readSourceTree } from '../architecture/source-tree.ts'
import { openArena, type Arena } from './arena.ts'
import { openInstallation } from './installation.ts'
import { startMachine, type Machine } from './machine.ts'
import { mailSenders } from './mail-senders.ts'
import { evil, spoofedSurface, spoofs, type Spoof } from './spoofed-requests.ts'
import type { Reply, Surface } from './surface.ts'

interface Mail {
  readonly subject: string | null
  readonly text: string | null
  readonly html: string | null
}

interface Asked {
  readonly mails: readonly Mail[]
  readonly replies: readonly Reply[]
}

/** Sign-ups are confirmed by a link, which is what an attacker would like to lead elsewhere. */
const byLink = {
  VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
  // Notices carry a link too.
  UserPoolTags: { 'sallyport:account-centre': 'app', 'sallyport:deletion-grace-days': '7' },
}

/** Links in mails that lead out of `origin`, and any other trace of where a request said it went. */
function findTraces({ mails, replies }: Asked, origin: string): string[] {
  const texts = mails.flatMap(({ subject, text, html }) => [subject ?? '', text ?? '', html ?? ''])
  const links = texts.flatMap((text) => text.match(/[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi) ?? [])
  const strays = links.filter((link) => !URL.canParse(link) || new URL(link).origin !== origin)
  const named = [...texts, ...replies.map(({ headers, body }) => JSON.stringify([headers, body]))].filter((text) =>
    text.includes(evil),
  )
  return [...strays, ...named]
}

describe('a request that says it went elsewhere', () => {
  let machine: Machine
  let arena: Arena
  let origin: string
  before(async () => {
    machine = await startMachine()
    arena = await openArena(machine, { pool: byLink })
    await machine.operate('CreateUserPoolDomain', { UserPoolId: arena.poolId, Domain: 'arena', ManagedLoginVersion: 2 })
    origin = `https://arena.auth.us-east-1.localhost:${new URL(machine.nodes[0]?.identityUrl ?? '').port}`
  })
  after(() => machine[Symbol.asyncDispose]())

  async function takeMails(): Promise<readonly Mail[]> {
    const url = `${machine.nodes[0]?.httpUrl}/_sallyport/inbox`
    const mails = (await (await fetch(url)).json()) as Mail[]
    await fetch(url, { method: 'DELETE' })
    return mails
  }

  /** Has it send a mail for each of these requests, all at once. */
  async function ask(name: string, all: readonly Spoof[]): Promise<Asked> {
    const send = mailSenders[name]
    assert.ok(send)
    const acts = await Promise.all(all.map(() => send(arena)))
    await takeMails()
    const [node] = machine.nodes
    const replies = await Promise.all(
      all.map(async (spoof, at) => acts[at]?.(spoofedSurface(machine, node?.httpUrl ?? '', spoof))),
    )
    return { mails: await takeMails(), replies: replies.filter((reply) => reply !== undefined) }
  }

  test('is tried at everything that sends mail', () => {
    assert.deepEqual(
      [...senders()].filter((name) => !(name in mailSenders) && !silent.includes(name)),
      [],
    )
  })

  for (const name of Object.keys(mailSenders)) {
    test(`is not believed by ${name}`, async () => {
      const honest = await ask(name, [{}])
      assert.ok(honest.mails.length > 0, JSON.stringify(honest.replies))
      assert.deepEqual(findTraces(honest, origin), [])
      if (/signup|SignUp|[Rr]esend/.test(name))
        assert.ok(JSON.stringify(honest.mails).includes(`${origin}/confirmUser`))
      const spoofed = await ask(name, Object.values(spoofs))
      assert.ok(spoofed.mails.length > 4, 'spoofs that are ignored are still heard')
      assert.deepEqual(findTraces(spoofed, origin), [])
    })
  }

  for (const path of ['/.well-known/openid-configuration', '/login', '/oauth2/authorize']) {
    test(`is not believed by ${path}`, async () => {
      const query = new URLSearchParams({ client_id: arena.app.client.id, response_type: 'code' }).toString()
      for (const [how, spoof] of Object.entries(spoofs)) {
        const spoofed = spoofedSurface(machine, machine.nodes[0]?.httpUrl ?? '', spoof)
        const reply = await spoofed.visit(arena.poolId, { method: 'GET', path, query })
        assert.deepEqual(findTraces({ mails: [], replies: [reply] }, origin), [], how)
      }
    })
  }
})

const accountSteps = [
  'authenticator',
  'authenticator-set-up',
  'contact',
  'contact-code',
  'devices',
  'overview',
  'passkeys',
  'password',
  'profile',
  'recovery-codes',
]

/** They import what sends, and send nothing. */
const silent = [
  // The pages of the account centre share the flows of operations that are tried, and their notices.
  ...accountSteps.map((name) => `login/account/steps/${name}`),
  'login/steps/code',
  'login/steps/confirm',
  'login/steps/organisation',
  'login/steps/passkey',
  'login/steps/passkeys-add',
  'login/steps/password',
  'login/steps/recovery-code',
  'operations/mfa/AdminSetUserMFAPreference',
  'operations/mfa/AdminSetUserSettings',
  'operations/mfa/SetUserSettings',
  'operations/mfa/VerifySoftwareToken',
  'operations/user/AdminDeleteUser',
  'operations/user/AdminDeleteUserAttributes',
  'operations/user/DeleteUser',
  'operations/user/DeleteUserAttributes',
  'login/steps/confirm-forgot-password',
  'login/steps/mfa',
  'login/steps/mfa-choice',
  'login/steps/mfa-setup-app',
  'login/steps/mfa-setup-email',
  'operations/user/ConfirmForgotPassword',
  'operations/user/VerifyUserAttribute',
]

/** Operations and pages from which the code that writes a message can be reached. */
function senders(): ReadonlySet<string> {
  const files = readSourceTree().filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'))
  const edges = new Map(files.map((file) => [file.path, edgesOf(file).map(({ to }) => to)]))
  const reaches = (path: string, seen: Set<string>): boolean => {
    if (/^src\/flows\/(messages\/deliver-code|users\/(invite-user|notice-of-change))\.ts$/.test(path)) return true
    if (seen.has(path)) return false
    seen.add(path)
    return (edges.get(path) ?? []).some((to) => reaches(to, seen))
  }
  const places = [...edges.keys()].filter((path) =>
    /^src\/(operations\/[\w-]+\/[A-Z]|login\/(account\/)?steps\/|oauth\/)/.test(path),
  )
  return new Set(places.filter((path) => reaches(path, new Set())).map((path) => path.slice(4, -3)))
}

describe('the harness', () => {
  test('finds a link that is built from what a request says', async () => {
    let believed = 'arena.example'
    await using on = await openInstallation({
      through: (ports) => ({ ...ports, addresses: { ...ports.addresses, domainOrigin: () => `https://${believed}` } }),
    })
    const arena = await openArena(on, { pool: byLink })
    await on.operate('CreateUserPoolDomain', { UserPoolId: arena.poolId, Domain: 'arena', ManagedLoginVersion: 2 })
    const server = createServer((request, response) => {
      believed = String(request.headers['x-forwarded-host'] ?? 'arena.example')
      const name = String(request.headers['x-amz-target']).split('.')[1] as OperationName
      void buffer(request)
        .then((body) => on.operate(name, JSON.parse(body.toString())))
        .then(({ status, body }) => response.writeHead(status).end(body))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const act = await mailSenders['operations/user/SignUp']?.(arena)
    const spoofed: Surface = spoofedSurface(on, `http://localhost:${port}`, spoofs['X-Forwarded-Host'] ?? {})
    const reply = await act?.(spoofed)
    server.close()
    assert.ok(reply)
    const mails = on.ports.messages.map(({ subject = null, text, html = null }) => ({ subject, text, html }))
    assert.notDeepEqual(findTraces({ mails, replies: [reply] }, 'https://arena.example'), [])
  })
})
