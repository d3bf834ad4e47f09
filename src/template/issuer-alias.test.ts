import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { createResolveIssuer } from './issuer-alias.ts'

describe('createResolveIssuer', () => {
  const resolve = createResolveIssuer((poolId) =>
    poolId === 'us-east-1_own' ? 'https://localhost:9443/us-east-1_own' : undefined,
  )

  for (const [spelled, issuer] of [
    ['https://cognito-idp.us-east-1.amazonaws.com/us-east-1_own', 'https://localhost:9443/us-east-1_own'],
    ['https://cognito-idp.us-east-1.amazonaws.com/us-east-1_own/', 'https://localhost:9443/us-east-1_own'],
    ['https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_own', 'https://localhost:9443/us-east-1_own'],
    [
      'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_other',
      'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_other',
    ],
    [
      'https://cognito-idp.eu-west-1.amazonaws.com/us-east-1_own',
      'https://cognito-idp.eu-west-1.amazonaws.com/us-east-1_own',
    ],
    [
      'https://cognito-idp.us-east-1.amazonaws.com.evil.example/us-east-1_own',
      'https://cognito-idp.us-east-1.amazonaws.com.evil.example/us-east-1_own',
    ],
    ['https://accounts.google.com', 'https://accounts.google.com'],
  ] as const) {
    test(`${spelled} is ${issuer}`, () => assert.equal(resolve(spelled), issuer))
  }
})
