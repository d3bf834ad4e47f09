import assert from 'node:assert/strict'
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import { goodPassword, invite, person } from '../people.ts'
import type { Exhibit, Scene } from './exhibit.ts'
import { sendAnyway, toSignIn } from './to-sign-in.ts'

const wrongPassword = 'not-the-Passw0rd'

export const signInExhibits: readonly Exhibit[] = [
  { name: 'sign-in', open: toSignIn },
  {
    name: 'sign-in-incorrect',
    open: async (scene) => {
      await toSignIn(scene)
      await scene.login.signIn(scene.name, wrongPassword)
    },
  },
  {
    name: 'sign-in-incomplete',
    open: async (scene) => {
      await toSignIn(scene)
      await sendAnyway(scene, 'Sign in')
    },
  },
  {
    name: 'sign-in-locked',
    open: async (scene) => {
      const { login, name, system } = scene
      for (let guess = 1; guess <= 5; guess += 1) await guessWrong(scene)
      // Every failure from here on doubles the lock, until it outlasts what a test takes.
      for (const lockSeconds of [1, 2, 4, 8, 16, 32, 64]) {
        system.advance(lockSeconds)
        await guessWrong(scene)
      }
      await toSignIn(scene)
      await login.signIn(name, wrongPassword)
    },
  },
  {
    name: 'out-of-date',
    open: async (scene) => {
      await toSignIn(scene)
      await scene.visitor.context.clearCookies()
      await scene.login.signIn(scene.name, wrongPassword)
    },
  },
  { name: 'new-password', open: toNewPassword },
  {
    name: 'new-password-weak',
    open: async (scene) => {
      await toNewPassword(scene)
      await scene.login.setPassword('short')
    },
  },
  {
    name: 'error-unknown-client',
    open: async ({ system, visitor }) => {
      await visitor.page.goto(system.signInUrl.replace(/client_id=\w+/, 'client_id=nobody'))
    },
  },
  {
    name: 'error-redirect-mismatch',
    open: async ({ system, visitor }) => {
      await visitor.page.goto(system.signInUrl.replace(/redirect_uri=[^&]+/, 'redirect_uri=https://evil.example'))
    },
  },
]

/** As a program does, which is quicker than by the page: whoever guesses, the lock is the name's. */
async function guessWrong({ system, name }: Scene): Promise<void> {
  const AuthParameters = { USERNAME: name, PASSWORD: wrongPassword }
  const guess = new InitiateAuthCommand({
    ClientId: system.ready.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters,
  })
  await assert.rejects(system.operator.send(guess), { name: 'NotAuthorizedException' })
}

async function toNewPassword(scene: Scene): Promise<void> {
  const { system, login, name } = scene
  await invite(system, person(name), system.ready.userPoolId)
  await toSignIn(scene)
  await login.signIn(name, goodPassword)
}
