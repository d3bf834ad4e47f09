import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import type { HttpResponse } from '../../http/message.ts'
import { everyFlow, passwordlessPolicies } from '../../testing/passwordless.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

const password = 'Correct-h0rse-battery'

interface SetUp {
  readonly tag?: string
  readonly isByChoice?: boolean
}

async function setUp(ports: TestPorts, { tag = 'on 8', isByChoice = false }: SetUp = {}) {
  const pool = await givenPool(ports, {
    configuration: {
      AutoVerifiedAttributes: ['email'],
      UserPoolTags: { 'sallyport:proof-of-work': tag },
      ...(isByChoice ? { Policies: passwordlessPolicies } : {}),
    },
  })
  const configuration = {
    PreventUserExistenceErrors: 'ENABLED',
    ...(isByChoice ? { ExplicitAuthFlows: everyFlow } : {}),
  } as const
  const client = await givenClient(ports, pool, { configuration })
  const attributes = { email: 'ada@example.com', email_verified: 'true' }
  await givenUser(ports, pool, { username: 'ada', password, attributes })
  const browser = pageBrowser(ports, pool, client)
  const at = (path: string) => `${path}?${browser.query}`
  await browser.get(at('/login'))
  return {
    /** What the form of a page asks for, done; or short of it. */
    work: async (path: string, isShort = false) => doneWork(String((await browser.get(at(path))).body), isShort),
    send: (path: string, form: Readonly<Record<string, string>>) => browser.post(at(path), form),
    see: async (path: string) => String((await browser.get(at(path))).body),
  }
}

/** As the script does it. */
function doneWork(markup: string, isShort: boolean): { readonly work: string; readonly workDone: string } {
  const [, work = '', bits = ''] = /name="work" value="([^"]+)" data-bits="(\d+)"/.exec(markup) ?? []
  const zeros = (number: number) =>
    Math.clz32(createHash('sha256').update(`${work}.${number}`).digest().readUInt32BE(0))
  for (let number = 0; ; number += 1) {
    if (zeros(number) >= Number(bits) !== isShort) return { work, workDone: String(number) }
  }
}

function newcomer(name: string) {
  return { username: name, email: `${name}@example.com`, password }
}

function leadsTo({ status, headers }: HttpResponse): unknown {
  return headers.location === undefined ? status : new URL(String(headers.location)).pathname
}

/** Sends what may be sent without work. */
async function spendUnproven({ send }: Awaited<ReturnType<typeof setUp>>): Promise<void> {
  for (let time = 0; time < 5; time += 1)
    assert.equal(leadsTo(await send('/forgotPassword', { username: 'nobody' })), '/confirmforgotPassword')
}

describe('22: forms that ask for work', () => {
  test('take it once', async () => {
    await using ports = await testPorts()
    const on = await setUp(ports)
    await spendUnproven(on)
    const done = await on.work('/signup')
    assert.equal(leadsTo(await on.send('/signup', { ...newcomer('grace'), ...done })), '/confirm')
    assert.equal(leadsTo(await on.send('/signup', { ...newcomer('edith'), ...done })), 429)
    assert.equal(leadsTo(await on.send('/signup', { ...newcomer('edith'), ...(await on.work('/signup')) })), '/confirm')
  })

  test('take no less of it, none of another page, and none that is old', async () => {
    await using ports = await testPorts()
    const on = await setUp(ports)
    await spendUnproven(on)
    const sent = async (done: object) => leadsTo(await on.send('/signup', { ...newcomer('grace'), ...done }))
    const good = await on.work('/signup')
    const { work } = good
    assert.equal(await sent(await on.work('/signup', true)), 429, 'less')
    assert.equal(await sent(await on.work('/forgotPassword')), 429, 'of another page')
    for (const solution of ['', '-1', '1e3', '0x10', '9'.repeat(16)])
      assert.equal(await sent({ work, workDone: solution }), 429, 'no number')
    assert.equal(await sent({ work: `${work.slice(0, -2)}AA`, workDone: good.workDone }), 429, 'forged')
    ports.clock.advanceSeconds(1801)
    assert.equal(await sent(good), 429, 'old')
    assert.equal(await sent(await on.work('/signup')), '/confirm')
  })

  test('let two that come at once through once', async () => {
    await using ports = await testPorts()
    const on = await setUp(ports)
    await spendUnproven(on)
    const done = await on.work('/signup')
    const both = await Promise.all(['grace', 'edith'].map((name) => on.send('/signup', { ...newcomer(name), ...done })))
    assert.deepEqual(new Set(both.map(leadsTo)), new Set(['/confirm', 429]))
  })

  test('go on by mail without a script, five times an hour, and keep what was typed', async () => {
    await using ports = await testPorts()
    const on = await setUp(ports)
    await spendUnproven(on)
    const { status, body } = await on.send('/signup', newcomer('grace'))
    assert.equal(status, 429)
    assert.match(String(body), /Too many attempts\. Wait a while, then try again\./)
    assert.match(String(body), /value="grace@example\.com"/)
    ports.clock.advanceSeconds(3601)
    assert.equal(leadsTo(await on.send('/signup', newcomer('grace'))), '/confirm')
  })

  for (const name of ['ada', 'nobody'])
    test(`ask ${name} for it after three wrong passwords, and say how to get in without`, async () => {
      await using ports = await testPorts()
      const on = await setUp(ports, { tag: 'after-failures 8' })
      const signIn = async (more: object = {}) => {
        const { status, body, headers } = await on.send('/login', { username: name, password: 'wrong', ...more })
        return { status, location: headers.location, text: String(body) }
      }
      for (let failure = 0; failure < 3; failure += 1) assert.equal((await signIn()).status, 401)
      const before = ports.commits.length
      const stopped = await signIn({ password })
      assert.equal(stopped.status, 429)
      assert.match(stopped.text, /Too many attempts\. Wait a while, then try again, or reset your password\./)
      assert.equal(ports.commits.length, before, 'nothing was judged')
      const judged = await signIn(await on.work('/login'))
      assert.equal(judged.status, 401)
      const replayed = await on.work('/login')
      assert.equal((await signIn({ password, ...replayed })).status, name === 'ada' ? 303 : 401)
      assert.match((await signIn({ ...replayed })).text, name === 'ada' ? /Incorrect|not right|wrong/i : /out of date/)
    })

  test('ask for it on the password’s own page too, for whoever said who they are', async () => {
    await using ports = await testPorts()
    const on = await setUp(ports, { isByChoice: true })
    assert.equal(leadsTo(await on.send('/login', { username: 'ada' })), '/choose')
    for (let failure = 0; failure < 3; failure += 1)
      assert.equal(leadsTo(await on.send('/password', { username: 'ada', password: 'wrong' })), 401)
    assert.equal(leadsTo(await on.send('/password', { username: 'ada', password })), 429)
    const done = await on.work('/password')
    assert.equal((await on.send('/password', { username: 'ada', password, ...done })).status, 303)
  })

  test('ask for none where the pool does not, or only after failures', async () => {
    for (const [tag, asking] of [
      ['off', []],
      ['after-failures', ['/login']],
      ['on 20', ['/login', '/signup', '/forgotPassword']],
    ] as const) {
      await using ports = await testPorts()
      const { see } = await setUp(ports, { tag })
      const found: string[] = []
      for (const path of ['/login', '/signup', '/forgotPassword'])
        if ((await see(path)).includes('data-bits=')) found.push(path)
      assert.deepEqual(found, asking)
    }
  })
})
