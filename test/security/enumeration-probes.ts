import type { OperationName } from '../../src/contract/operations.gen.ts'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import { factors } from '../../src/domain/sign-in/factors.ts'
import type { flowStarts } from '../../src/operations/auth/flow-starts.ts'
import { softPasskey } from '../../src/testing/soft-passkey.ts'
import { srpClient } from '../../src/testing/srp-client.ts'
import type { AccountPool } from './account-kinds.ts'
import { openBrowser } from './browser.ts'
import { type Installation } from './installation.ts'
import { jsonOf, type Reply } from './surface.ts'

/** What somebody asks who wants to know whether a name is anybody's, and does not know its password. */
export interface Probe {
  readonly what: string
  readonly ask: (on: Installation, account: ProbedAccount) => Promise<readonly Reply[]>
}

export interface ProbedAccount extends Pick<AccountPool, 'pool' | 'mode'> {
  readonly client: AppClient
  readonly username: string
}

const wrong = 'Wr0ng password of nobody!'
type Start = { [Flow in keyof typeof flowStarts]: Flow }[keyof typeof flowStarts]

/** The flows that take a name. Those that this version does not have are asked too: they must not tell either. */
export const flowProbes: Readonly<Record<Start, readonly Probe[]>> = {
  USER_PASSWORD_AUTH: [
    { what: 'a password', ask: (on, account) => initiate(on, account, 'USER_PASSWORD_AUTH', { PASSWORD: wrong }) },
    {
      what: 'a password on a device',
      ask: (on, account) => initiate(on, account, 'USER_PASSWORD_AUTH', { PASSWORD: wrong, DEVICE_KEY: deviceKey }),
    },
  ],
  ADMIN_USER_PASSWORD_AUTH: [
    {
      what: 'a password, asked by a server',
      ask: async (on, { pool, client, username }) => [
        await on.operate('AdminInitiateAuth', {
          UserPoolId: pool.id,
          ClientId: client.id,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: username, PASSWORD: wrong },
        }),
      ],
    },
  ],
  USER_SRP_AUTH: [
    { what: 'a wrong proof', ask: (on, account) => proof(on, account, {}) },
    { what: 'a proof that is none', ask: (on, account) => proof(on, account, { PASSWORD_CLAIM_SIGNATURE: 'AAAA' }) },
    {
      what: 'a proof of another time',
      ask: (on, account) => proof(on, account, { TIMESTAMP: 'Thu Jan 1 00:00:00 UTC 2026' }),
    },
    { what: 'an A of zero', ask: (on, account) => initiate(on, account, 'USER_SRP_AUTH', { SRP_A: '0' }) },
    { what: 'an A that is none', ask: (on, account) => initiate(on, account, 'USER_SRP_AUTH', { SRP_A: 'x' }) },
  ],
  CUSTOM_AUTH: [
    {
      what: 'a custom flow, and a wrong answer',
      ask: async (on, account) => {
        const [begun] = await initiate(on, account, 'CUSTOM_AUTH', {})
        if (begun?.status !== 200) return begun ? [begun] : []
        const { Session } = jsonOf(begun)
        return [
          begun,
          await answer(on, account, { ChallengeName: 'CUSTOM_CHALLENGE', responses: { ANSWER: 'red' }, Session }),
        ]
      },
    },
    { what: 'a custom flow, and a wrong proof', ask: (on, account) => proof(on, account, {}, 'CUSTOM_AUTH') },
  ],
  USER_AUTH: [
    { what: 'a choice', ask: (on, account) => initiate(on, account, 'USER_AUTH', {}) },
    {
      what: 'a choice with a password',
      ask: (on, account) => initiate(on, account, 'USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: wrong }),
    },
    { what: 'a choice, and a password', ask: (on, account) => chosen(on, account, 'PASSWORD', { PASSWORD: wrong }) },
    { what: 'a choice, and a wrong proof', ask: (on, account) => proof(on, account, {}, 'USER_AUTH') },
    { what: 'a code, and a guess', ask: (on, account) => guessed(on, account, 'EMAIL_OTP') },
    { what: 'a code that goes to a phone, and a guess', ask: (on, account) => guessed(on, account, 'SMS_OTP') },
    { what: 'a choice of a passkey, and one that is another', ask: asserted },
  ],
}

/** Every unsigned operation that takes a name; SignUp has a test of its own. */
export const operationProbes: Readonly<Partial<Record<OperationName, readonly Probe[]>>> = {
  InitiateAuth: Object.values(flowProbes).flat(),
  RespondToAuthChallenge: Object.keys(factors).map((name) => ({
    what: `an answer to ${name} out of the blue`,
    ask: (on, account) => respond(on, account, name),
  })),
  ForgotPassword: [{ what: 'a code', ask: (on, account) => byName(on, 'ForgotPassword', account) }],
  ResendConfirmationCode: [
    { what: 'a code again', ask: (on, account) => byName(on, 'ResendConfirmationCode', account) },
  ],
  ConfirmSignUp: [
    { what: 'a guess', ask: (on, account) => byName(on, 'ConfirmSignUp', account, { ConfirmationCode: '000000' }) },
  ],
  UpdateAuthEventFeedback: [
    {
      what: 'feedback with a token that is none',
      ask: async (on, { pool, username: Username }) => [
        await on.operate('UpdateAuthEventFeedback', {
          UserPoolId: pool.id,
          Username,
          EventId: 'event',
          FeedbackToken: 'garbage',
          FeedbackValue: 'Valid',
        }),
      ],
    },
  ],
  ConfirmForgotPassword: [
    {
      what: 'a guess',
      ask: (on, account) =>
        byName(on, 'ConfirmForgotPassword', account, { ConfirmationCode: '000000', Password: 'N3w password!' }),
    },
    {
      what: 'a guess with a weak password',
      ask: (on, account) =>
        byName(on, 'ConfirmForgotPassword', account, { ConfirmationCode: '000000', Password: 'weak' }),
    },
    {
      what: 'a guess after a code was sent',
      ask: async (on, account) => [
        ...(await byName(on, 'ForgotPassword', account)),
        ...(await byName(on, 'ConfirmForgotPassword', account, {
          ConfirmationCode: '000000',
          Password: 'N3w password!',
        })),
      ],
    },
  ],
}

/** Every page that takes a name, by its path. */
export const pageProbes: Readonly<Record<string, readonly Probe[]>> = {
  '/login': [
    {
      what: 'a password',
      ask: async (on, account) => {
        const browser = openBrowser(on, account)
        return [
          await browser.get('/login'),
          await browser.post('/login', { username: account.username, password: wrong }),
        ]
      },
    },
    {
      what: 'a hint',
      ask: async (on, account) => [
        await openBrowser(on, { ...account, query: { login_hint: account.username } }).get('/login'),
      ],
    },
  ],
  '/choose': [{ what: 'a choice', ask: (on, account) => chosenOnPages(on, account, []) }],
  '/password': [
    {
      what: 'a choice, and a password',
      ask: (on, account) =>
        chosenOnPages(on, account, [['/password', { username: account.username, password: wrong }]]),
    },
  ],
  '/code': [
    {
      what: 'a code, and a guess',
      ask: (on, account) =>
        chosenOnPages(on, account, [
          ['/choose', { method: 'EMAIL_OTP' }],
          ['/code', { code: '00000000' }],
        ]),
    },
  ],
  '/passkey': [
    {
      what: 'a passkey that is none',
      ask: (on, account) =>
        chosenOnPages(on, account, [
          ['/choose', { method: 'WEB_AUTHN' }],
          ['/passkey', { credential: '{}' }],
        ]),
    },
  ],
  '/forgotPassword': [{ what: 'a code', ask: async (on, account) => (await forgotten(on, account)).replies }],
  '/confirmforgotPassword': [
    {
      what: 'a guess',
      ask: async (on, account) => {
        const { browser } = await forgotten(on, account)
        return [await browser.post('/confirmforgotPassword', { code: '000000', password: 'N3w password!' })]
      },
    },
  ],
  '/confirmUser': [
    {
      what: 'a link',
      ask: async (on, account) => {
        const browser = openBrowser(on, account)
        const query = new URLSearchParams({
          client_id: account.client.id,
          user_name: account.username,
          confirmation_code: '000000',
        }).toString()
        return [await browser.get('/confirmUser', query), await browser.post('/confirmUser', {}, query)]
      },
    },
  ],
}

/** The ways to sign up, which say which names are taken. */
export const signUpProbes: readonly Probe[] = [
  {
    what: 'SignUp',
    ask: async (on, { client, username, mode }) => {
      const UserAttributes = [{ Name: 'email', Value: mode === 'attribute' ? username : 'somebody@example.com' }]
      const input = { ClientId: client.id, Username: username, Password: wrong, UserAttributes }
      return [await on.operate('SignUp', input)]
    },
  },
  {
    what: '/signup',
    ask: async (on, account) => {
      const { username, mode } = account
      const browser = openBrowser(on, account)
      await browser.get('/signup')
      const email = mode === 'attribute' ? username : 'somebody@example.com'
      return [await browser.post('/signup', { username, email, password: wrong })]
    },
  },
]

async function forgotten(on: Installation, account: ProbedAccount) {
  const browser = openBrowser(on, account)
  const replies = [await browser.get('/forgotPassword')]
  replies.push(await browser.post('/forgotPassword', { username: account.username }))
  replies.push(await browser.follow(replies[1] as Reply))
  return { browser, replies }
}

const deviceKey = 'us-east-1_11111111-2222-4333-8444-555555555555'

async function initiate(
  on: Installation,
  { client, username }: ProbedAccount,
  AuthFlow: string,
  more: Readonly<Record<string, string>>,
): Promise<readonly Reply[]> {
  const AuthParameters = { USERNAME: username, ...more }
  return [await on.operate('InitiateAuth', { ClientId: client.id, AuthFlow, AuthParameters })]
}

/** A choice that is asked for, and answered with its own answer. */
async function chosen(
  on: Installation,
  account: ProbedAccount,
  ANSWER: string,
  more: Readonly<Record<string, string>>,
): Promise<readonly Reply[]> {
  const [begun] = await initiate(on, account, 'USER_AUTH', {})
  if (begun?.status !== 200) return begun ? [begun] : []
  const { Session } = jsonOf(begun)
  // Whoever has no choice may go back to it all the same.
  return [
    begun,
    await answer(on, account, { ChallengeName: 'SELECT_CHALLENGE', responses: { ANSWER, ...more }, Session }),
  ]
}

/** A code in the place of a password, and a wrong guess at it. */
async function guessed(
  on: Installation,
  account: ProbedAccount,
  PREFERRED_CHALLENGE: 'EMAIL_OTP' | 'SMS_OTP',
): Promise<readonly Reply[]> {
  const [begun] = await initiate(on, account, 'USER_AUTH', { PREFERRED_CHALLENGE })
  if (begun?.status !== 200) return begun ? [begun] : []
  const { Session } = jsonOf(begun)
  const responses = { [`${PREFERRED_CHALLENGE}_CODE`]: '00000000' }
  return [begun, await answer(on, account, { ChallengeName: PREFERRED_CHALLENGE, responses, Session })]
}

/** A passkey in the place of a password, and an assertion with the same id by another key. */
async function asserted(on: Installation, account: ProbedAccount): Promise<readonly Reply[]> {
  const [begun] = await initiate(on, account, 'USER_AUTH', { PREFERRED_CHALLENGE: 'WEB_AUTHN' })
  const { ChallengeName, ChallengeParameters, Session } = begun?.status === 200 ? jsonOf(begun) : {}
  if (begun === undefined || ChallengeName !== 'WEB_AUTHN') return begun ? [begun] : []
  const { CREDENTIAL_REQUEST_OPTIONS: options } = ChallengeParameters
  const [{ id: credentialId }] = JSON.parse(options).allowCredentials
  const CREDENTIAL = softPasskey({ poolId: account.pool.id, sub: 'nobody', credentialId }).answer(options)
  const responses = { CREDENTIAL: CREDENTIAL.replace(/,"userHandle":"[^"]*"/, '') }
  return [begun, await answer(on, account, { ChallengeName, responses, Session })]
}

function answer(
  on: Installation,
  { client, username }: ProbedAccount,
  { ChallengeName, responses, Session }: { ChallengeName: string; responses: object; Session: string },
): Promise<Reply> {
  const ChallengeResponses = { USERNAME: username, ...responses }
  return on.operate('RespondToAuthChallenge', { ClientId: client.id, ChallengeName, ChallengeResponses, Session })
}

/** Both steps of SRP with a wrong password, and an answer that `changes` make another. */
async function proof(
  on: Installation,
  account: ProbedAccount,
  changes: Readonly<Record<string, string>>,
  flow: 'USER_SRP_AUTH' | 'USER_AUTH' | 'CUSTOM_AUTH' = 'USER_SRP_AUTH',
): Promise<readonly Reply[]> {
  const srp = srpClient()
  const SRP_A = srp.publicValue
  const [begun] =
    flow === 'USER_AUTH'
      ? (await chosen(on, account, 'PASSWORD_SRP', { SRP_A })).slice(-1)
      : await initiate(on, account, flow, { SRP_A, ...(flow === 'CUSTOM_AUTH' ? { CHALLENGE_NAME: 'SRP_A' } : {}) })
  if (begun?.status !== 200) return begun ? [begun] : []
  const challenge = jsonOf(begun).ChallengeParameters
  const realm = account.pool.id.slice(account.pool.id.indexOf('_') + 1)
  const secret = { realm, username: challenge.USER_ID_FOR_SRP, password: wrong }
  const answer = { USERNAME: challenge.USERNAME, ...srp.prove(challenge, secret, on.ports.clock.now()), ...changes }
  return [
    begun,
    await on.operate('RespondToAuthChallenge', {
      ClientId: account.client.id,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: answer,
    }),
  ]
}

async function respond(on: Installation, account: ProbedAccount, ChallengeName: string): Promise<readonly Reply[]> {
  const members = Object.values(factors).flatMap(({ requiredAnswers }) => requiredAnswers)
  const ChallengeResponses = {
    ...Object.fromEntries(members.map((member) => [member, 'ABCDEF'])),
    USERNAME: account.username,
  }
  const Session = 'AYABe'.padEnd(900, 'A')
  const input = { ClientId: account.client.id, ChallengeName, ChallengeResponses, Session }
  return [await on.operate('RespondToAuthChallenge', input)]
}

async function byName(
  on: Installation,
  name: OperationName,
  { client, username }: ProbedAccount,
  more: object = {},
): Promise<readonly Reply[]> {
  return [await on.operate(name, { ClientId: client.id, Username: username, ...more })]
}

/** A name, where it leads, and what is sent on the pages after it. */
async function chosenOnPages(
  on: Installation,
  account: ProbedAccount,
  forms: readonly (readonly [path: string, fields: Readonly<Record<string, string>>])[],
): Promise<readonly Reply[]> {
  const browser = openBrowser(on, account)
  await browser.get('/login')
  const replies: Reply[] = []
  for (const [path, fields] of [['/login', { username: account.username }] as const, ...forms]) {
    const reply = await browser.post(path, fields)
    replies.push(reply, await browser.follow(reply))
  }
  return replies
}
