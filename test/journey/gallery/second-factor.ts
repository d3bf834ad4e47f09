import {
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { addPerson, authenticatorCode, goodPassword, person } from '../people.ts'
import type { Exhibit, Scene } from './exhibit.ts'

export const secondFactorExhibits: readonly Exhibit[] = [
  { name: 'mfa-setup', open: toSetup },
  { name: 'mfa-setup-app', open: toAppSetup },
  {
    name: 'mfa-setup-app-wrong-code',
    open: async (scene) => {
      await toAppSetup(scene)
      await scene.login.enterCode('000000')
    },
  },
  {
    name: 'mfa-setup-email',
    open: async (scene) => {
      await toSetup(scene)
      await scene.visitor.page.getByLabel('Email').check()
      await scene.login.press('Continue')
    },
  },
  { name: 'mfa-app', open: toAppCode },
  {
    name: 'mfa-app-wrong-code',
    open: async (scene) => {
      await toAppCode(scene)
      await scene.login.code.fill('000000')
      await scene.login.press('Verify')
    },
  },
  {
    name: 'mfa-sms',
    open: async (scene) => {
      await addPerson(scene.system, scene.name, scene.pools.strict.id)
      await preferSms(scene, { preferred: true })
      await toPassword(scene)
    },
  },
  {
    name: 'mfa-choice',
    open: async (scene) => {
      await setUpApp(scene)
      await preferSms(scene, { preferred: false })
      await toPassword(scene)
    },
  },
]

/** Up to where the password is right. */
async function toPassword({ pools, visitor, login, name }: Scene): Promise<void> {
  await visitor.page.goto(`${pools.strict.signInUrl}&prompt=login`)
  await login.signIn(name, goodPassword)
}

async function toSetup(scene: Scene): Promise<void> {
  await addPerson(scene.system, scene.name, scene.pools.strict.id)
  await toPassword(scene)
}

async function toAppSetup(scene: Scene): Promise<void> {
  await toSetup(scene)
  await scene.visitor.page.getByLabel('Authenticator app').check()
  await scene.login.press('Continue')
}

async function setUpApp(scene: Scene): Promise<void> {
  await toAppSetup(scene)
  const { login, system } = scene
  await login.enterCode(await authenticatorCode(system, await login.authenticatorKey()))
}

async function toAppCode(scene: Scene): Promise<void> {
  await setUpApp(scene)
  await toPassword(scene)
}

async function preferSms(
  { system, pools, name }: Scene,
  { preferred }: { readonly preferred: boolean },
): Promise<void> {
  const user = { UserPoolId: pools.strict.id, Username: person(name).username }
  const attributes = { phone_number: '+14155550123', phone_number_verified: 'true' }
  await system.operator.send(
    new AdminUpdateUserAttributesCommand({
      ...user,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  )
  await system.operator.send(
    new AdminSetUserMFAPreferenceCommand({
      ...user,
      SMSMfaSettings: { Enabled: true, PreferredMfa: preferred },
      ...(preferred ? {} : { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false } }),
    }),
  )
}
