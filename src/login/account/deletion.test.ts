import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deleteDueUsers } from '../../flows/users/planned-deletion.ts'
import type { HttpResponse } from '../../http/message.ts'
import { givenAccountCentre, type AccountVisitor } from '../../testing/account-centre.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

const daySeconds = 24 * 60 * 60
const agreed = { agree: 'yes' }

function given(ports: TestPorts, tags: Readonly<Record<string, string>>): Promise<AccountVisitor> {
  return givenAccountCentre(ports, { password: 'Correct-h0rse-battery', tags })
}

async function textOf(response: Promise<HttpResponse>): Promise<string> {
  return String((await response).body)
}

/** Signed in, asked, and agreed, on the first of March at noon. */
async function givenPlan(ports: TestPorts, language = 'en'): Promise<AccountVisitor> {
  const visitor = await given(ports, { 'sallyport:deletion-grace-days': '14' })
  const { browser, signIn } = visitor
  await signIn()
  const asked = await textOf(browser.get('/account/delete'))
  assert.match(asked, /You are signed out everywhere, and your account is deleted in 14 days\./)
  if (language !== 'en') {
    const domain = {
      poolId: visitor.pool.id,
      domain: 'test',
      customDomainConfig: undefined,
      managedLoginVersion: 2,
    } as const
    await ports.storage.commit([{ write: 'createDomain', domain: { ...domain, createdAt: ports.clock.now() } }])
    browser.cookies.set('lang', language)
    await browser.post('/account/delete', agreed)
    return visitor
  }
  const planned = await textOf(browser.post('/account/delete', agreed))
  assert.match(planned, /Your account will be deleted/)
  assert.match(planned, /That will be on Mar 15, 2026\. Sign in before then if you want to keep it\./)
  return visitor
}

describe('deleting an account', () => {
  test('happens at once where no days of grace are set', async () => {
    await using ports = await testPorts()
    const { browser, stored, signIn } = await given(ports, {})
    await signIn()
    assert.match(await textOf(browser.get('/account/delete')), /deleted at once/)
    assert.match(await textOf(browser.post('/account/delete', agreed)), /Your account is deleted/)
    assert.equal(await stored(), undefined)
    assert.deepEqual(
      ports.messages.map(({ to, subject, text }) => [to, subject, text]),
      [['ada@example.com', 'Your account is deleted', 'Your account and everything in it are deleted.']],
    )
  })

  test('takes a tick, with days of grace too', async () => {
    await using ports = await testPorts()
    const { user, browser, signIn } = await given(ports, { 'sallyport:deletion-grace-days': '14' })
    await signIn()
    await browser.get('/account/delete')
    assert.equal((await browser.post('/account/delete', {})).status, 422)
    assert.equal(await ports.storage.deletionPlans.find(user.poolId, user.sub), undefined)
  })

  test('after days of grace signs out everywhere, and deletes when they are over', async () => {
    await using ports = await testPorts()
    const { user, browser, stored } = await givenPlan(ports)
    const { poolId, sub } = user
    assert.deepEqual(await ports.storage.users.findSignedOutAt(poolId, sub), ports.clock.now())
    assert.match(String((await browser.get('/account')).headers.location), /\/login\?/)

    ports.clock.advanceSeconds(14 * daySeconds - 1)
    assert.equal(await deleteDueUsers(ports), 0)
    assert.deepEqual(await stored(), user)
    ports.clock.advanceSeconds(1)
    assert.equal(await deleteDueUsers(ports), 1)
    assert.equal(await stored(), undefined)
    assert.equal(await deleteDueUsers(ports), 0)
    assert.deepEqual(
      ports.messages.map(({ subject }) => subject),
      ['Your account will be deleted', 'Your account is deleted'],
    )
  })

  test('is told with its day, the way to keep the account, and the link for whoever did not ask for it', async () => {
    await using ports = await testPorts()
    const { user, browser, pool } = await givenPlan(ports, 'de')
    const [message] = ports.messages
    assert.equal(message?.to, 'ada@example.com')
    const lines =
      /^Ihr Konto wird am 15\.03\.2026 gelöscht\. Mein Konto behalten: (\S+)\n.+ \(3 Tage gültig\): (\S+)$/.exec(
        message.text,
      )
    assert.equal(lines?.[1], `${browser.origin}/account`)
    assert.match(
      message.html ?? '',
      /^<div lang="de" dir="ltr">.*<a href="[^"]+\/account">.*<a href="[^"]+\/not-me\?token=/,
    )

    const notMe = new URL(String(lines?.[2]))
    await browser.get(`${notMe.pathname}${notMe.search}`)
    await browser.post(`${notMe.pathname}${notMe.search}`, {})
    assert.equal(await ports.storage.deletionPlans.find(pool.id, user.sub), undefined)
  })

  test('is told to whoever signs in meanwhile, who can keep the account', async () => {
    await using ports = await testPorts()
    const { user, browser, stored, signIn } = await givenPlan(ports)
    ports.clock.advanceSeconds(13 * daySeconds)
    await signIn()
    const before = await textOf(browser.get('/account'))
    assert.match(before, /Your account will be deleted on Mar 15, 2026\./)
    assert.match(before, /Keep my account/)
    const data = await textOf(browser.get('/account/data/download'))
    assert.match(data, /"willBeDeletedAt": "2026-03-15T12:00:00.000Z"/)

    const forged = await browser.post('/account', { action: 'keep' }, { csrfToken: undefined })
    assert.equal(forged.status, 403)
    assert.notEqual(await ports.storage.deletionPlans.find(user.poolId, user.sub), undefined)

    const kept = await browser.post('/account', { action: 'keep' })
    assert.equal(kept.status, 303)
    const after = await textOf(browser.get('/account'))
    assert.match(after, /Your account stays\./)
    assert.doesNotMatch(after, /will be deleted/)
    ports.clock.advanceSeconds(2 * daySeconds)
    assert.equal(await deleteDueUsers(ports), 0)
    assert.notEqual(await stored(), undefined)
  })

  test('does not happen to whoever keeps the account while the sweep goes round', async () => {
    await using ports = await testPorts()
    const { user, stored } = await givenPlan(ports)
    const { poolId, sub } = user
    ports.clock.advanceSeconds(14 * daySeconds)
    const { storage } = ports
    const listDue: typeof storage.deletionPlans.listDue = async (now, limit) => {
      const due = await storage.deletionPlans.listDue(now, limit)
      await storage.commit([{ write: 'dropDeletionPlan', poolId, sub }])
      return due
    }
    const slow = { ...storage, deletionPlans: { ...storage.deletionPlans, listDue } }
    assert.equal(await deleteDueUsers({ ...ports, storage: slow }), 0)
    assert.deepEqual(await stored(), user)
  })
})
