import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { httpsUrl, oneOf, onOff, urlOrOff, wholeNumber } from './extra-values.ts'
import { extra } from './extra.ts'
import { extrasFault } from './extras-fault.ts'
import { extraOf, isExtraAnywhere } from './extras.ts'

const web = { id: '1example23456789', name: 'web app' }
const pinned = extra({ values: onOff, default: false, scope: 'client', documentation: '' })

describe('an extra', () => {
  test('is what the tags of its pool say, or else its default', () => {
    const of = (UserPoolTags?: Readonly<Record<string, string>>) =>
      extraOf({ configuration: { UserPoolTags } }, 'change-notices')
    assert.deepEqual([of(), of({}), of({ 'sallyport:change-notices': 'off' })], [true, true, false])
    assert.equal(of({ 'sallyport:change-notices': 'what it once took' }), true)
  })

  test('of one client goes by its id, then by its name, then by the pool', () => {
    const pool = { 'sallyport:pinned': 'on' }
    const named = { ...pool, 'sallyport:pinned/web app': 'off' }
    const identified = { ...named, 'sallyport:pinned/1example23456789': 'on' }
    for (const [tags, expected] of [
      [pool, true],
      [named, false],
      [identified, true],
    ] as const) {
      assert.equal(pinned.find('pinned', tags, web), expected)
      assert.equal(pinned.find('pinned', tags, web), expected, 'the second time too')
      assert.equal(pinned.find('pinned', tags, { id: 'other', name: 'other' }), true)
    }
  })

  test('is no client’s that has chosen its name itself', () => {
    const tags = { 'sallyport:pinned/web app': 'on', 'sallyport:pinned/registered': 'on' }
    const configuration = { ClientType: 'DCR' } as const
    assert.equal(pinned.find('pinned', tags, { ...web, configuration }), undefined)
    assert.equal(pinned.find('pinned', tags, { ...web, id: 'registered', configuration }), true)
  })

  test('of the whole pool has no value for one client', () => {
    const whole = extra({ ...pinned, scope: 'pool' })
    assert.equal(whole.find('pinned', { 'sallyport:pinned/web app': 'on' }, web), undefined)
  })

  test('that belongs to the standards is on with them, unless it is turned off', () => {
    const of = (UserPoolTags: Readonly<Record<string, string>>, client = web) =>
      extraOf({ configuration: { UserPoolTags } }, 'issuer-parameter', client)
    assert.equal(of({ 'sallyport:standards': 'on' }), true)
    assert.equal(of({ 'sallyport:standards/web app': 'on' }), true)
    assert.equal(of({ 'sallyport:standards/web app': 'on' }, { id: 'other', name: 'other' }), false)
    assert.equal(of({ 'sallyport:standards': 'on', 'sallyport:issuer-parameter': 'off' }), false)
    assert.equal(extraOf({ configuration: { UserPoolTags: { 'sallyport:standards': 'on' } } }, 'require-pkce'), false)
  })

  test('is there somewhere in a pool where one client has it', () => {
    const anywhere = (UserPoolTags?: Readonly<Record<string, string>>) =>
      isExtraAnywhere({ configuration: { UserPoolTags } }, 'issuer-parameter')
    assert.deepEqual([anywhere(), anywhere({ 'sallyport:issuer-parameter/web app': 'off' })], [false, false])
    assert.deepEqual([anywhere({ 'sallyport:issuer-parameter/web app': 'on' })], [true])
    assert.deepEqual(
      [anywhere({ 'sallyport:standards': 'on' }), anywhere({ 'sallyport:standards/x': 'on' })],
      [true, true],
    )
  })

  test('is not found among what every object has', () => {
    assert.equal(pinned.find('pinned', Object.create({ 'sallyport:pinned': 'on' }), web), undefined)
  })
})

describe('the tag of an extra', () => {
  test('is refused where it would do nothing', () => {
    for (const [key, text, fault] of [
      ['sallyport:recent-authentication', 'On', 'Tag sallyport:recent-authentication must be on or off.'],
      ['sallyport:recent-authentication', '', 'Tag sallyport:recent-authentication must be on or off.'],
      ['sallyport:recent', 'on', 'Tag sallyport:recent is no extra of Sallyport. docs/extras.md lists them.'],
      ['sallyport:', 'on', 'Tag sallyport: is no extra of Sallyport. docs/extras.md lists them.'],
      ['sallyport:toString', 'on', 'Tag sallyport:toString is no extra of Sallyport. docs/extras.md lists them.'],
      [
        'Sallyport:recent-authentication',
        'on',
        'Tag Sallyport:recent-authentication is no extra of Sallyport. docs/extras.md lists them.',
      ],
      [
        'sallyport:recent-authentication/web',
        'on',
        'Tag sallyport:recent-authentication/web is for the whole pool: sallyport:recent-authentication.',
      ],
    ] as const) {
      assert.equal(extrasFault({ team: 'notes', [key]: text }), fault)
    }
  })

  test('is taken beside tags that are not ours', () => {
    assert.equal(extrasFault({ 'sallyport:recent-authentication': 'on', 'sallyport-x': 'y', 'a/b': 'c' }), undefined)
  })
})

describe('a value', () => {
  test('is one of those that the extra takes', () => {
    const minutes = wholeNumber({ from: 0, to: 90 })
    assert.deepEqual(['0', '90', '91', '-1', '1.5', '05', '1e1', ''].map(minutes.parse), [
      0,
      90,
      ...Array.from({ length: 6 }, () => undefined),
    ])
    const mode = oneOf('strict', 'lax')
    assert.deepEqual(['strict', 'lax', 'LAX', ''].map(mode.parse), ['strict', 'lax', undefined, undefined])
    const good = ['https://app.example.com/logout', 'https://app.example.com:8443/', 'https://app.example.com']
    assert.deepEqual(good.map(httpsUrl.parse), good)
    const own = ['off', 'http://localhost:8080/logout', 'http://127.0.0.1/', 'http://[::1]:1/', ...good]
    assert.deepEqual(own.map(urlOrOff.parse), own)
    for (const bad of ['on', 'http://app.example.com/', 'http://localhost.example/', 'http://a@localhost/'])
      assert.equal(urlOrOff.parse(bad), undefined, bad)
    for (const bad of [
      'http://app.example.com/',
      'https://a@b.example/',
      'https://b.example/?x=1',
      'https:',
      'x',
      '',
    ]) {
      assert.equal(httpsUrl.parse(bad), undefined, bad)
    }
  })
})
