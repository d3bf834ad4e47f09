import assert from 'node:assert/strict'
import type { ReadyFacts } from '../../src/config/plans/running.ts'
import { ask, operate } from './ask.ts'

export const password = 'Correct-h0rse-battery'

export interface Message {
  readonly to: string
  readonly channel: string
  readonly subject: string | null
  readonly text: string
  readonly html: string | null
  readonly code: string | null
  readonly sentAt: string
}

export async function inboxOf({ httpUrl }: Pick<ReadyFacts, 'httpUrl'>, to?: string): Promise<readonly Message[]> {
  const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`
  return JSON.parse((await ask(`${httpUrl}/_sallyport/inbox${query}`)).text)
}

/** Signs somebody up with the code that was sent. */
export async function signUp(ready: ReadyFacts, name: string): Promise<void> {
  const { httpUrl, clientId } = ready
  const address = `${name}@example.com`
  const given = {
    ClientId: clientId,
    Username: name,
    Password: password,
    UserAttributes: [{ Name: 'email', Value: address }],
  }
  const signedUp = await operate(httpUrl, 'SignUp', given, { signature: '' })
  assert.equal(signedUp.status, 200, JSON.stringify(signedUp.output))
  const [message] = await inboxOf(ready, address)
  const confirmation = { ClientId: clientId, Username: name, ConfirmationCode: message?.code }
  const confirmed = await operate(httpUrl, 'ConfirmSignUp', confirmation, { signature: '' })
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.output))
}

export interface Tokens {
  readonly AccessToken: string
  readonly IdToken: string
  readonly RefreshToken: string
}

export async function signIn({ httpUrl, clientId }: ReadyFacts, name: string): Promise<Tokens> {
  const given = {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: name, PASSWORD: password },
  }
  const { status, output } = await operate(httpUrl, 'InitiateAuth', given, { signature: '' })
  assert.equal(status, 200, JSON.stringify(output))
  return output['AuthenticationResult']
}

/** What a token says; nobody checks its signature here. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}
