import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { openScene } from './artefacts.ts'
import { doors } from './doors.ts'
import { openInstallation, operationsWith } from './installation.ts'

/** No limit and no lock: what keeps a thing out must be that it is the wrong one. */
function withoutLimits(ports: TestPorts): TestPorts {
  const limits = new Set(['countAttempt', 'recordCodeFailure', 'recordFailure'])
  const commit: TestPorts['storage']['commit'] = (writes) =>
    ports.storage.commit(writes.filter(({ write }) => !limits.has(write)))
  return { ...ports, storage: { ...ports.storage, commit } }
}

/** What opens a door that is not its own. */
async function findOpened(defect: (ports: TestPorts) => TestPorts = (ports) => ports): Promise<string[]> {
  await using on = await openInstallation({ through: (ports) => defect(withoutLimits(ports)) })
  const scene = await openScene(on)
  const kinds = Object.entries(scene.artefacts)
  for (const [kind, value] of kinds) assert.ok(value, `there is no ${kind}`)
  const opened: string[] = []
  for (const [name, door] of Object.entries(doors)) {
    for (const [kind, value] of kinds) {
      if (!door.opens.includes(kind) && (await door.present(scene, value))) opened.push(`${kind} opens ${name}`)
    }
  }
  return opened
}

/** These are doors for each challenge and each attribute. */
const triedOtherwise = ['RespondToAuthChallenge, Session', 'VerifyUserAttribute, Code']

/** Members that carry what was handed out before. */
const carriers = ['AccessToken', 'RefreshToken', 'Token', 'Session', 'Code', 'ConfirmationCode']

describe('what is handed out for one door', () => {
  test('is tried at every unsigned operation that takes back what was handed out', () => {
    for (const member of carriers) {
      const takers = operationsWith([member], 'none').map((name) => `${name}, ${member}`)
      const untried = takers.filter((door) => !(door in doors) && !triedOtherwise.includes(door))
      assert.deepEqual(untried, [])
    }
  })

  test('opens no other', async () => {
    assert.deepEqual(await findOpened(), [])
  })

  for (const [name, door] of Object.entries(doors)) {
    // That every operation takes a good token is shown elsewhere.
    for (const kind of name.endsWith(', AccessToken') ? [] : door.opens) {
      test(`${kind} opens ${name}${door.isForOnce ? ', once' : ''}`, async () => {
        await using on = await openInstallation({ through: withoutLimits })
        const scene = await openScene(on)
        const value = scene.artefacts[kind] ?? ''
        assert.equal(await door.present(scene, value), true)
        if (door.isForOnce) assert.equal(await door.present(scene, value), false)
      })
    }
  }
})

describe('the harness', () => {
  test('finds codes that are good for more than one thing', async () => {
    const opened = await findOpened((ports) => ({ ...ports, codes: { newCode: (digits) => '7'.repeat(digits) } }))
    assert.ok(opened.includes('code of EMAIL_OTP opens SMS_MFA, code'), opened.join('\n'))
    assert.ok(opened.includes('code of SMS_MFA opens ConfirmForgotPassword, ConfirmationCode'))
  })

  test('finds what opens its door twice', async () => {
    const unspent = (ports: TestPorts): TestPorts => {
      const commit: TestPorts['storage']['commit'] = (writes) =>
        ports.storage.commit(writes.filter(({ write }) => write !== 'spendSession'))
      return { ...ports, storage: { ...ports.storage, commit } }
    }
    await using on = await openInstallation({ through: unspent })
    const scene = await openScene(on)
    const door = doors['SELECT_MFA_TYPE, Session']
    const value = scene.artefacts['session of SELECT_MFA_TYPE'] ?? ''
    assert.deepEqual([await door?.present(scene, value), await door?.present(scene, value)], [true, true])
  })
})
