import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isTokenValidityInRange, tokenValidity } from './token-validity.ts'

describe('tokenValidity', () => {
  test('is one hour, one hour and thirty days where nothing is set', () => {
    assert.deepEqual(tokenValidity({}), {
      accessTokenSeconds: 3600,
      idTokenSeconds: 3600,
      refreshTokenSeconds: 2_592_000,
    })
  })

  test('counts each token in its own unit', () => {
    const validity = tokenValidity({
      AccessTokenValidity: 10,
      IdTokenValidity: 600,
      RefreshTokenValidity: 2,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'seconds', RefreshToken: 'hours' },
    })
    assert.deepEqual(validity, { accessTokenSeconds: 600, idTokenSeconds: 600, refreshTokenSeconds: 7200 })
  })

  test('reads 0 as the default', () => {
    assert.equal(tokenValidity({ RefreshTokenValidity: 0 }).refreshTokenSeconds, 2_592_000)
  })

  for (const [name, validity, inRange] of [
    ['five minutes', { accessTokenSeconds: 300, idTokenSeconds: 300, refreshTokenSeconds: 3600 }, true],
    ['less than five minutes', { accessTokenSeconds: 299, idTokenSeconds: 300, refreshTokenSeconds: 3600 }, false],
    ['more than a day', { accessTokenSeconds: 86_401, idTokenSeconds: 300, refreshTokenSeconds: 86_401 }, false],
    [
      'a refresh token under an hour',
      { accessTokenSeconds: 300, idTokenSeconds: 300, refreshTokenSeconds: 3599 },
      false,
    ],
    [
      'a refresh token over ten years',
      { accessTokenSeconds: 300, idTokenSeconds: 300, refreshTokenSeconds: 315_360_001 },
      false,
    ],
  ] as const) {
    test(`${inRange ? 'accepts' : 'refuses'} ${name}`, () => assert.equal(isTokenValidityInRange(validity), inRange))
  }
})
