import assert from 'node:assert/strict'
import {
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { addPerson, authenticatorCode, goodPassword } from '../people.ts'
import type { Pool } from '../pools.ts'
import { assertBack, type Flow, type Scene } from './flow.ts'

export const secondFactorFlows: readonly Flow[] = [
  {
    name: 'sets up an authenticator app, answers with it, and has the browser remembered',
    paths: ['/mfaSetup', '/mfaSetupApp', '/mfa'],
    walk: async (scene) => {
      const { system, pools, typist } = scene
      await begin(scene, pools.strict)
      await typist.to('Authenticator app')
      await typist.follow('Continue')
      const key = await readKey(scene)
      await typist.to('Copy key')
      await typist.enterCode(await authenticatorCode(system, key))
      assertBack(typist)
      system.advance(30)
      await typist.visitor.context.clearCookies()
      await again(scene, pools.strict)
      await typist.fill('Code', await authenticatorCode(system, key))
      await typist.to('Remember this device')
      await typist.press('Space')
      await typist.follow('Verify')
      assertBack(typist)
    },
  },
  {
    name: 'chooses to have codes by mail, and gets one',
    paths: ['/mfaSetup', '/mfaSetupEmail', '/mfa'],
    walk: async (scene) => {
      const { system, pools, typist, name } = scene
      await begin(scene, pools.strict)
      await typist.to('Authenticator app')
      await typist.press('ArrowDown')
      await typist.to('Email')
      await typist.follow('Continue')
      const address = `new-${name}@example.com`
      await typist.fill('Email', address)
      await typist.follow('Send code')
      await typist.fill('Code', await system.codeFor(address))
      await typist.follow('Verify')
      assertBack(typist)
    },
  },
  {
    name: 'chooses between a text message and a mail',
    paths: ['/mfaChoice', '/mfa'],
    walk: async (scene) => {
      const { system, pools, typist, name } = scene
      await addPerson(system, name, pools.strict.id)
      const ids = { UserPoolId: pools.strict.id, Username: name }
      const phone = '+14155550123'
      await system.operator.send(
        new AdminUpdateUserAttributesCommand({
          ...ids,
          UserAttributes: [
            { Name: 'phone_number', Value: phone },
            { Name: 'phone_number_verified', Value: 'true' },
          ],
        }),
      )
      const Enabled = { Enabled: true }
      await system.operator.send(
        new AdminSetUserMFAPreferenceCommand({ ...ids, SMSMfaSettings: Enabled, EmailMfaSettings: Enabled }),
      )
      await again(scene, pools.strict)
      await typist.to(/^(Text message|Email)$/)
      await typist.press('ArrowDown')
      await typist.press('ArrowUp')
      await typist.to('Text message')
      await typist.follow('Continue')
      await typist.fill('Code', await system.codeFor(phone))
      await typist.follow('Verify')
      assertBack(typist)
    },
  },
]

/** Somebody who has set nothing up. */
async function begin(scene: Scene, pool: Pool): Promise<void> {
  await addPerson(scene.system, scene.name, pool.id)
  await again(scene, pool)
}

async function again({ typist, name }: Scene, pool: Pool): Promise<void> {
  await typist.open(pool.signInUrl)
  await typist.signIn(name, goodPassword)
}

/** As one reads it off the page. */
export async function readKey({ typist: { visitor } }: Pick<Scene, 'typist'>): Promise<string> {
  const key = (await visitor.page.getByRole('group', { name: 'Key' }).innerText()).replaceAll(' ', '')
  assert.match(key, /^[A-Z2-7]{16,}$/)
  return key
}
