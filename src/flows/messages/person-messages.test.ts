import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUser } from '../../testing/build-user.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { personMessages } from './person-messages.ts'

const on = { 'sallyport:localized-messages': 'on' }

async function written(
  language: string | undefined,
  tags: Readonly<Record<string, string>>,
  locale?: string,
): Promise<string> {
  const pool = buildUserPool({ configuration: { UserPoolTags: tags } })
  const user = buildUser({ attributes: locale === undefined ? {} : { locale } })
  return (await personMessages({ pool, user, language })).locale
}

describe('mail and SMS', () => {
  test('are in the language of the page that led to them', async () => {
    assert.equal(await written('de', {}, 'fr'), 'de')
    assert.equal(await written('en', on, 'fr'), 'en')
  })
  test('are English where the API led to them, as with Cognito', async () => {
    assert.equal(await written(undefined, {}, 'fr'), 'en')
    assert.equal(await written(undefined, { 'sallyport:default-language': 'de' }, 'fr'), 'en')
  })
  test('are in the language of the user, or that of the pool, where the pool asks for it', async () => {
    const german = { ...on, 'sallyport:default-language': 'de' }
    assert.equal(await written(undefined, german, 'fr_CA'), 'fr')
    assert.equal(await written(undefined, german, 'tlh'), 'de')
    assert.equal(await written(undefined, german), 'de')
    assert.equal(await written(undefined, on), 'en')
  })
  test('are there for a name that nobody has', async () => {
    const pool = buildUserPool({ configuration: { UserPoolTags: on } })
    assert.equal((await personMessages({ pool, user: undefined, language: undefined })).locale, 'en')
  })
})
