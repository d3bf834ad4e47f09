import { totpCode, totpStep } from '../../src/crypto/totp.ts'
import { onLoginPage, owner, ownerPassword, ownerSecret, type Scene } from './artefacts.ts'
import { codeIn } from './browser.ts'
import { askForTokens } from './device-grant.ts'
import { wentOn } from './guessing-paths.ts'
import { operationsWith } from './installation.ts'
import { jsonOf, outcomeOf, type Reply } from './surface.ts'
import { sampleInput } from '../operations/sample-input.ts'
import { openAuthenticator } from '../passkeys/passkey-kit.ts'

/** A place that takes something it once handed out. */
export interface Door {
  /** The kinds of artefact that open it. */
  readonly opens: readonly string[]
  /** Whether one that opened it opens it again. */
  readonly isForOnce: boolean
  /** Presents something there; whether it was taken for what the door wants. */
  readonly present: (scene: Scene, value: string) => Promise<boolean>
}

const isOk = ({ status }: Reply): boolean => status === 200

function challenge(name: string, answers: (scene: Scene) => Readonly<Record<string, string>>): Door {
  return {
    opens: [`session of ${name}`],
    isForOnce: true,
    present: async (scene, value) => isOk(await scene.app.respond(name, owner, answers(scene), value)),
  }
}

/** The right answers beside what is presented: nothing but its kind may be in the way. */
const sessions: Readonly<Record<string, Door>> = {
  'NEW_PASSWORD_REQUIRED, Session': {
    ...challenge('NEW_PASSWORD_REQUIRED', () => ({ NEW_PASSWORD: 'N3w password!' })),
    present: async ({ app, become }, value) => {
      await become({ status: 'FORCE_CHANGE_PASSWORD' })
      const reply = await app.respond('NEW_PASSWORD_REQUIRED', owner, { NEW_PASSWORD: 'N3w password!' }, value)
      if (!isOk(reply)) await become({ status: 'CONFIRMED' })
      return isOk(reply)
    },
  },
  'SELECT_MFA_TYPE, Session': challenge('SELECT_MFA_TYPE', () => ({ ANSWER: 'EMAIL_OTP' })),
  'SMS_MFA, Session': challenge('SMS_MFA', ({ artefacts }) => ({ SMS_MFA_CODE: artefacts['code of SMS_MFA'] ?? '' })),
  'EMAIL_OTP, Session': challenge('EMAIL_OTP', ({ artefacts }) => ({
    EMAIL_OTP_CODE: artefacts['code of EMAIL_OTP'] ?? '',
  })),
  'SOFTWARE_TOKEN_MFA, Session': challenge('SOFTWARE_TOKEN_MFA', ({ on }) => ({
    SOFTWARE_TOKEN_MFA_CODE: totpCode(ownerSecret, totpStep(on.now())),
  })),
  'DEVICE_SRP_AUTH, Session': challenge('DEVICE_SRP_AUTH', ({ deviceKey }) => ({
    DEVICE_KEY: deviceKey,
    SRP_A: 'abcdef',
  })),
}

const firstCode = 'EMAIL_OTP in the place of a password'

/** Sessions of a sign-up. */
const signUps: Readonly<Record<string, Door>> = {
  'InitiateAuth, Session': {
    opens: ['session of ConfirmSignUp'],
    isForOnce: true,
    present: async ({ on, app }, Session) => {
      const input = { ClientId: app.client.id, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: owner }, Session }
      const reply = await on.operate('InitiateAuth', input)
      return isOk(reply) && JSON.parse(reply.body).AuthenticationResult !== undefined
    },
  },
  'ConfirmSignUp, Session': {
    opens: ['session of SignUp'],
    isForOnce: true,
    present: async ({ on, app, become }, Session) => {
      const ids = { ClientId: app.client.id, Username: owner }
      await become({ status: 'UNCONFIRMED' })
      await on.operate('ResendConfirmationCode', ids)
      const ConfirmationCode = on.ports.messages.at(-1)?.code
      const reply = await on.operate('ConfirmSignUp', { ...ids, ConfirmationCode, Session })
      await become({ status: 'CONFIRMED' })
      return isOk(reply)
    },
  },
}

/** Sessions of a sign-in by choice. Until something is proven, each of them leads back to the choice. */
const choices: Readonly<Record<string, Door>> = {
  'SELECT_CHALLENGE, Session': {
    ...challenge('SELECT_CHALLENGE', () => ({ ANSWER: 'PASSWORD', PASSWORD: ownerPassword })),
    opens: [
      ...['SELECT_CHALLENGE', 'PASSWORD', 'PASSWORD_SRP', 'SMS_OTP', 'WEB_AUTHN', firstCode].map(
        (name) => `session of ${name}`,
      ),
      'session beside a secret block of USER_AUTH',
    ],
  },
  'PASSWORD, Session': challenge('PASSWORD', () => ({ PASSWORD: ownerPassword })),
  'PASSWORD_SRP, Session': {
    ...challenge('PASSWORD_SRP', () => ({ SRP_A: 'abcdef' })),
    opens: ['session of PASSWORD_SRP', 'session beside a secret block of CUSTOM_AUTH'],
  },
  'CUSTOM_CHALLENGE, Session': challenge('CUSTOM_CHALLENGE', () => ({ ANSWER: 'blue' })),
  'SMS_OTP, Session': challenge('SMS_OTP', ({ artefacts }) => ({ SMS_OTP_CODE: artefacts['code of SMS_OTP'] ?? '' })),
  [`${firstCode}, Session`]: {
    ...challenge('EMAIL_OTP', ({ artefacts }) => ({ EMAIL_OTP_CODE: artefacts[`code of ${firstCode}`] ?? '' })),
    opens: [`session of ${firstCode}`],
  },
}

const passkeys: Readonly<Record<string, Door>> = {
  'WEB_AUTHN, Session': challenge('WEB_AUTHN', ({ artefacts }) => ({
    CREDENTIAL: artefacts['assertion of WEB_AUTHN'] ?? '',
  })),
  'WEB_AUTHN, CREDENTIAL': {
    opens: ['assertion of WEB_AUTHN'],
    isForOnce: true,
    present: async ({ app, artefacts }, CREDENTIAL) =>
      isOk(await app.respond('WEB_AUTHN', owner, { CREDENTIAL }, artefacts['session of WEB_AUTHN'])),
  },
  'CompleteWebAuthnRegistration, challenge': {
    opens: ['challenge of a registration'],
    isForOnce: true,
    present: async ({ on, artefacts }, challenge) => {
      const AccessToken = artefacts['access token of the API']
      const started = jsonOf(await on.operate('StartWebAuthnRegistration', { AccessToken })).CredentialCreationOptions
      const { id } = started.rp
      const made = openAuthenticator().createJSON(`https://${id}`, { ...started, excludeCredentials: [] })
      // Nobody signs what the browser says where no attestation is asked for.
      const said = JSON.parse(Buffer.from(made.response.clientDataJSON, 'base64url').toString('utf8'))
      const clientDataJSON = Buffer.from(JSON.stringify({ ...said, challenge })).toString('base64url')
      const Credential = { ...made, response: { ...made.response, clientDataJSON } }
      return isOk(await on.operate('CompleteWebAuthnRegistration', { AccessToken, Credential }))
    },
  },
}

const codes: Readonly<Record<string, Door>> = {
  [`${firstCode}, code`]: {
    opens: [`code of ${firstCode}`],
    isForOnce: true,
    present: async ({ app, artefacts }, value) =>
      isOk(await app.respond('EMAIL_OTP', owner, { EMAIL_OTP_CODE: value }, artefacts[`session of ${firstCode}`])),
  },
  'ConfirmSignUp, ConfirmationCode': {
    opens: ['code of a sign-up'],
    isForOnce: true,
    present: async ({ on, app, become }, value) => {
      await become({ status: 'UNCONFIRMED' })
      const input = { ClientId: app.client.id, Username: owner, ConfirmationCode: value }
      const reply = await on.operate('ConfirmSignUp', input)
      await become({ status: 'CONFIRMED' })
      return isOk(reply)
    },
  },
  'ConfirmForgotPassword, ConfirmationCode': {
    opens: ['code of a forgotten password'],
    isForOnce: true,
    present: async ({ on, app }, ConfirmationCode) => {
      const input = { ClientId: app.client.id, Username: owner, ConfirmationCode, Password: ownerPassword }
      return isOk(await on.operate('ConfirmForgotPassword', input))
    },
  },
  ...Object.fromEntries(
    ['email', 'phone_number'].map((AttributeName): [string, Door] => [
      `VerifyUserAttribute of ${AttributeName}, Code`,
      {
        opens: [`code of ${AttributeName}`],
        isForOnce: true,
        present: async ({ on, artefacts }, Code) => {
          const AccessToken = artefacts['access token of the API']
          return isOk(await on.operate('VerifyUserAttribute', { AccessToken, AttributeName, Code }))
        },
      },
    ]),
  ),
  ...Object.fromEntries(
    ['SMS_MFA', 'SMS_OTP', 'EMAIL_OTP'].map((name): [string, Door] => [
      `${name}, code`,
      {
        opens: [`code of ${name}`],
        isForOnce: true,
        present: async ({ app, artefacts }, value) =>
          isOk(await app.respond(name, owner, { [`${name}_CODE`]: value }, artefacts[`session of ${name}`])),
      },
    ]),
  ),
}

const tokens: Readonly<Record<string, Door>> = {
  'InitiateAuth, ACCESS_TOKEN': {
    opens: ['access token of the API', 'access token of OAuth'],
    isForOnce: false,
    present: async ({ app }, ACCESS_TOKEN) => isOk(await app.byChoice(owner, { ACCESS_TOKEN })),
  },
  '/oauth2/userInfo': {
    opens: ['access token of OAuth'],
    isForOnce: false,
    present: async ({ on, pool }, value) => {
      const headers = { authorization: `Bearer ${value}` }
      return isOk(await on.visit(pool.id, { method: 'GET', path: '/oauth2/userInfo', headers }))
    },
  },
  'GetTokensFromRefreshToken, RefreshToken': {
    opens: ['refresh token', 'refresh token of OAuth'],
    isForOnce: true,
    present: async ({ on, app }, RefreshToken) =>
      isOk(await on.operate('GetTokensFromRefreshToken', { ClientId: app.client.id, RefreshToken })),
  },
  'InitiateAuth, REFRESH_TOKEN': {
    opens: ['refresh token of the client beside'],
    isForOnce: false,
    present: async ({ on, beside }, REFRESH_TOKEN) => {
      const AuthParameters = { REFRESH_TOKEN }
      const input = { ClientId: beside.client.id, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }
      return isOk(await on.operate('InitiateAuth', input))
    },
  },
  '/oauth2/token, refresh_token': {
    opens: ['refresh token', 'refresh token of OAuth'],
    isForOnce: true,
    present: async ({ app }, value) =>
      isOk(
        await app.postForm('/oauth2/token', {
          grant_type: 'refresh_token',
          client_id: app.client.id,
          refresh_token: value,
        }),
      ),
  },
  '/oauth2/token, code': {
    opens: ['authorization code'],
    isForOnce: true,
    present: async ({ app }, value) => isOk(await app.redeem(value)),
  },
  '/oauth2/token, device_code': {
    opens: ['device code'],
    isForOnce: true,
    present: async ({ app }, value) => isOk(await askForTokens(app, value)),
  },
  'RevokeToken, Token': {
    opens: ['refresh token', 'refresh token of OAuth'],
    isForOnce: false,
    present: (scene, Token) =>
      revokes(scene, () => scene.on.operate('RevokeToken', { ClientId: scene.app.client.id, Token })),
  },
  '/oauth2/revoke, token': {
    opens: ['refresh token', 'refresh token of OAuth'],
    isForOnce: false,
    present: (scene, token) =>
      revokes(scene, () => scene.app.postForm('/oauth2/revoke', { client_id: scene.app.client.id, token })),
  },
}

/** An answer tells nothing of what was revoked: what is written does. */
async function revokes({ on }: Scene, revoke: () => Promise<Reply>): Promise<boolean> {
  const before = on.ports.commits.length
  await revoke()
  const written = on.ports.commits.slice(before).flatMap(({ writes }) => writes)
  return written.some(({ write }) => write === 'revokeTokenFamily')
}

const cookies: Readonly<Record<string, Door>> = {
  'cookie cognito': {
    opens: ['login cookie'],
    isForOnce: false,
    present: async ({ app }, value) => {
      const browser = await onLoginPage(app, new Map([['cognito', value]]))
      return codeIn(await browser.get('/oauth2/authorize')) !== undefined
    },
  },
  ...Object.fromEntries(
    [
      ['/mfa', 'page data of a challenge'],
      ['/confirm', 'page data of a confirmation'],
      ['/confirmforgotPassword', 'page data of a reset'],
    ].map(([path = '', opens = '']): [string, Door] => [
      `cookie page-data at ${path}`,
      {
        opens: [opens],
        isForOnce: false,
        present: async ({ app }, value) => {
          const browser = await onLoginPage(app)
          browser.cookies.set('page-data', value)
          return isOk(await browser.get(path))
        },
      },
    ]),
  ),
  'cookie remembered-device': {
    opens: ['remembered device'],
    isForOnce: false,
    present: async ({ app, become }, value) => {
      await become({ mfaFactors: ['EMAIL_OTP'], preferredMfaFactor: 'EMAIL_OTP' })
      const browser = await onLoginPage(app, new Map([['remembered-device', value]]))
      const reply = await browser.post('/login', { username: owner, password: ownerPassword })
      await become({ mfaFactors: [], preferredMfaFactor: undefined })
      return codeIn(reply) !== undefined
    },
  },
  '/oauth2/idpresponse, state': {
    opens: ['state of an OpenID Connect sign-in'],
    isForOnce: true,
    present: ({ oidc }, value) => oidc.end(value),
  },
  'cookie csrf-state at /oauth2/idpresponse': {
    opens: ['browser of an OpenID Connect sign-in'],
    isForOnce: false,
    present: ({ oidc }, value) => oidc.endIn(value),
  },
  '/device, user_code': {
    opens: ['user code'],
    isForOnce: false,
    present: async ({ app }, value) => {
      const browser = await onLoginPage(app)
      return wentOn(await browser.post('/device', { ['user_code']: value }, ''))
    },
  },
  '/device/allow, request': {
    opens: ['device request'],
    isForOnce: false,
    present: async ({ app, artefacts }, value) => {
      const browser = await onLoginPage(app, new Map([['cognito', artefacts['login cookie'] ?? '']]))
      return isOk(await browser.get('/device/allow', new URLSearchParams({ request: value }).toString()))
    },
  },
  '/saml2/idpresponse, RelayState': {
    opens: ['relay state of a SAML sign-in'],
    isForOnce: true,
    present: ({ saml }, value) => saml.endSignIn(value),
  },
  '/saml2/logout, RelayState': {
    opens: ['relay state of a SAML sign-out'],
    isForOnce: false,
    present: ({ saml }, value) => saml.endSignOut(value),
  },
  'a form, _csrf': {
    opens: ['CSRF token'],
    isForOnce: false,
    present: async ({ app, artefacts }, value) => {
      const browser = await onLoginPage(app, new Map([['XSRF-TOKEN', artefacts['CSRF token'] ?? '']]))
      const reply = await browser.post('/login', { username: owner, password: ownerPassword, ['_csrf']: value })
      return wentOn(reply)
    },
  },
}

const setUp: Readonly<Record<string, Door>> = {
  'AssociateSoftwareToken, Session': {
    opens: ['session of MFA_SETUP', 'session of MFA_SETUP with a verified app'],
    isForOnce: true,
    present: async ({ on }, Session) => isOk(await on.operate('AssociateSoftwareToken', { Session })),
  },
  'VerifySoftwareToken, Session': {
    opens: ['session of MFA_SETUP', 'session of MFA_SETUP with a verified app'],
    isForOnce: true,
    present: async ({ on, pool, app }, Session) => {
      const user = await on.ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: owner }])
      const own = { poolId: pool.id, sub: user?.sub ?? '', pendingSecret: ownerSecret }
      await on.ports.storage.commit([{ write: 'associateSoftwareToken', ...own }])
      const UserCode = totpCode(ownerSecret, totpStep(app.on.now()))
      return isOk(await on.operate('VerifySoftwareToken', { Session, UserCode }))
    },
  },
  'MFA_SETUP, Session': {
    opens: ['session of MFA_SETUP with a verified app'],
    isForOnce: true,
    present: async ({ app }, value) => isOk(await app.respond('MFA_SETUP', owner, {}, value)),
  },
  'PASSWORD_VERIFIER, PASSWORD_CLAIM_SECRET_BLOCK': {
    opens: ['secret block'],
    isForOnce: true,
    present: async ({ app, proofs }, value) =>
      isOk(await app.respond('PASSWORD_VERIFIER', owner, proofs.password(value), undefined)),
  },
  'DEVICE_PASSWORD_VERIFIER, PASSWORD_CLAIM_SECRET_BLOCK': {
    opens: ['secret block of a device'],
    isForOnce: true,
    present: async ({ app, deviceKey, proofs }, value) => {
      const answer = { DEVICE_KEY: deviceKey, ...proofs.device(value) }
      return isOk(await app.respond('DEVICE_PASSWORD_VERIFIER', owner, answer, undefined))
    },
  },
}

/** Every operation with an access token, whatever else it wants: whether the token itself was taken. */
const accessTokens = Object.fromEntries(
  operationsWith(['AccessToken'], 'none').map((name): [string, Door] => [
    `${name}, AccessToken`,
    {
      opens: ['access token of the API', 'access token of OAuth'],
      isForOnce: false,
      present: async ({ on }, AccessToken) => {
        const sample = sampleInput(name, { known: { TokenModelType: AccessToken }, isFull: false })
        const reply = await on.operate(name, { ...sample, AccessToken })
        return !/Access Token|^InvalidParameter.*accessToken/i.test(outcomeOf(reply))
      },
    },
  ]),
)

export const doors: Readonly<Record<string, Door>> = {
  ...sessions,
  ...choices,
  ...signUps,
  ...passkeys,
  ...codes,
  ...tokens,
  ...cookies,
  ...setUp,
  ...accessTokens,
}
