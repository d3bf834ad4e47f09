import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkAccessToken } from '../../flows/tokens/check-access-token.ts'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { givenAccountCentre } from '../../testing/account-centre.ts'
import { givenClient } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'

const password = 'Correct-h0rse-battery'

describe('connected apps', () => {
  test('are those with a session or a consent, with since when and when they were last used', async () => {
    await using ports = await testPorts()
    const { browser, pool, user, signIn } = await givenAccountCentre(ports, { password })
    const notes = await givenClient(ports, pool, { id: 'notes', name: 'Notes' })
    const partner = await givenClient(ports, pool, { id: 'partner', name: 'Partner' })
    await givenClient(ports, pool, { id: 'other', name: 'Unused' })
    await signIn()
    assert.match(String((await browser.get('/account/apps')).body), /No app is connected\./)
    assert.match(String((await browser.get('/account')).body), /Connected apps[^]*None yet/)

    await accessTokenOf(ports, notes, 'ada', password)
    const consent = { poolId: pool.id, sub: user.sub, clientId: partner.id, scopes: ['openid', 'email'] }
    await ports.storage.commit([{ write: 'grantConsent', ...consent, at: ports.clock.now() }])
    const page = String((await browser.get('/account/apps')).body).replaceAll(/\s+/g, ' ')
    assert.match(page, /<strong>Notes<\/strong>[^]*?Connected Mar 1, 2026, last used Mar 1, 2026/)
    assert.match(
      page,
      /<strong>Partner<\/strong>[^]*?Connected Mar 1, 2026<[^]*?See your email address · Know that it is you/,
    )
    assert.doesNotMatch(page, /Unused/)
    assert.match(String((await browser.get('/account')).body), /2 apps/)
  })

  test('that are disconnected have no session and no consent any more, and others keep theirs', async () => {
    await using ports = await testPorts()
    const { browser, pool, user, client, signIn } = await givenAccountCentre(ports, { password })
    const notes = await givenClient(ports, pool, { id: 'notes', name: 'Notes' })
    await signIn()
    const [gone, kept] = [
      await accessTokenOf(ports, notes, 'ada', password),
      await accessTokenOf(ports, client, 'ada', password),
    ]
    const parties = { poolId: pool.id, sub: user.sub, clientId: notes.id }
    await ports.storage.commit([{ write: 'grantConsent', ...parties, scopes: ['openid'], at: ports.clock.now() }])
    await browser.get('/account/apps')
    const forged = await browser.post('/account/apps', { app: 'notes' }, { csrfToken: undefined })
    assert.equal(forged.status, 403)
    assert.equal((await checkAccessToken(ports, gone)).kind, 'valid')

    assert.equal((await browser.post('/account/apps', { app: 'notes' })).status, 303)
    assert.match(String((await browser.get('/account/apps')).body), /The app is disconnected\./)
    assert.equal((await checkAccessToken(ports, gone)).kind, 'invalid')
    assert.equal((await checkAccessToken(ports, kept)).kind, 'valid')
    assert.equal(await ports.storage.consents.find(parties), undefined)
  })

  test('that are disconnected and want to hear of sign-outs are told of each session, and others of none', async () => {
    await using ports = await testPorts()
    const told = 'sallyport:backchannel-logout-uri'
    const tags = {
      [`${told}/notes`]: 'https://notes.example/ended',
      [`${told}/Harbour`]: 'https://harbour.example/ended',
    }
    const { browser, pool, user, client, signIn } = await givenAccountCentre(ports, { password, tags })
    const notes = await givenClient(ports, pool, { id: 'notes', name: 'Notes' })
    await signIn()
    const sessions = [notes, notes]
    for (const each of [...sessions, client]) await accessTokenOf(ports, each, 'ada', password)
    await browser.get('/account/apps')
    assert.equal((await browser.post('/account/apps', { app: 'notes' })).status, 303)

    const queued = await ports.storage.installation.claimMessages(10, 30, ports.clock.now())
    const notices = queued.flatMap(({ message }) => (message.channel === 'LOGOUT' ? [message] : []))
    assert.deepEqual(
      notices.map(({ clientId, sub }) => [clientId, sub]),
      sessions.map(() => [notes.id, user.sub]),
    )
    assert.equal(new Set(notices.map(({ sid }) => sid)).size, sessions.length)
  })
})
