import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { showElsewhere } from '../../contract/show-elsewhere.ts'
import { openOAuthDomain } from '../oauth-domain.ts'
import { authorize } from './authorize.ts'
import { hosts } from './hosts.ts'
import type { Row, Shown } from './row.ts'
import { sessionEnds } from './session-ends.ts'
import { token } from './token.ts'
import { userInfo } from './user-info.ts'

// Statements about Cognito's web endpoints, one by one: each is shown here, or by a test that is there.

const sections: Readonly<Record<string, readonly Row[]>> = {
  'hosts, discovery and keys': hosts,
  '/oauth2/authorize': authorize,
  '/oauth2/token': token,
  '/oauth2/userInfo': userInfo,
  'revoke, logout and the way back from providers': sessionEnds,
}

async function show(shown: Shown): Promise<void> {
  if (typeof shown === 'function') {
    await using domain = await openOAuthDomain()
    return await shown(domain)
  }
  showElsewhere(shown)
}

for (const [name, rows] of Object.entries(sections)) {
  describe(name, () => {
    for (const { says, shown } of rows) test(says, () => show(shown))
  })
}

test('a row whose test is gone fails: the planted defect', async () => {
  await assert.rejects(show({ file: 'src/oauth/revoke.test.ts', test: 'takes refresh tokens' }), /has no test/)
  await assert.rejects(show({ differs: 'nothing that anybody wrote' }))
})
