import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { FirstFactor } from '../../src/domain/sign-in/state.ts'
import { flowStarts } from '../../src/operations/auth/flow-starts.ts'
import { strictColourFunctions } from '../../src/testing/custom-auth-functions.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { givenSoftPasskey } from '../../src/testing/soft-passkey.ts'
import { callback, openApp, type App } from './app.ts'
import { openBrowser } from './browser.ts'
import { openInstallation, type Installation } from './installation.ts'
import { jsonOf, outcomeOf, type Reply } from './surface.ts'

// Threat protection is asked on every way in: a sign-in that it wants stopped ends with no token and no cookie,
// however it began; and an address that is blocked is told nothing, however it asks.

const username = 'alice'
const password = 'Right password 1!'
const ownerSub = '11111111-1111-7111-8111-111111111111'
const stopped = 'NotAuthorizedException: Unable to login because of security reasons'

type WayIn = (app: App<Installation>) => Promise<string>

/** The flows of the operations; one that is added is missed here. */
const flows: Readonly<Record<string, WayIn>> = {
  USER_PASSWORD_AUTH: async (app) => outcomeOf(await app.withPassword(username, password)),
  ADMIN_USER_PASSWORD_AUTH: async (app) => outcomeOf(await app.withPasswordByServer(username, password)),
  USER_SRP_AUTH: async (app) => outcomeOf(await (await app.beginSrp(username))(password)),
  CUSTOM_AUTH: async (app) => {
    const AuthParameters = { USERNAME: username }
    const begun = await app.on.operate('InitiateAuth', {
      ClientId: app.client.id,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters,
    })
    if (begun.status !== 200) return outcomeOf(begun)
    return outcomeOf(await app.respond('CUSTOM_CHALLENGE', username, { ANSWER: 'blue' }, jsonOf(begun).Session))
  },
  USER_AUTH: async (app) => outcomeOf(await chosen(app, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password })),
}

/** What a sign-in by choice begins with; one that is added does not compile. */
const firstFactors: Readonly<Record<FirstFactor, WayIn>> = {
  PASSWORD: async (app) => outcomeOf(await answered(app, 'PASSWORD', async () => ({ PASSWORD: password }))),
  // The same exchange as USER_SRP_AUTH's, and the same proof.
  PASSWORD_SRP: async (app) => outcomeOf(await (await app.beginSrp(username))(password)),
  EMAIL_OTP: async (app) =>
    outcomeOf(
      await answered(app, 'EMAIL_OTP', async () => ({ EMAIL_OTP_CODE: await app.on.codeFor('alice@example.com') })),
    ),
  WEB_AUTHN: async (app) => {
    const { ports } = app.on
    const pool = await ports.storage.userPools.find(app.pool.id)
    assert.ok(pool)
    const passkey = await givenSoftPasskey(ports, { pool, user: { sub: ownerSub } })
    const asked = await chosen(app, { PREFERRED_CHALLENGE: 'WEB_AUTHN' })
    if (asked.status !== 200) return outcomeOf(asked)
    const { Session, ChallengeParameters } = jsonOf(asked)
    const CREDENTIAL = passkey.answer(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS, {})
    return outcomeOf(await app.respond('WEB_AUTHN', username, { CREDENTIAL }, Session))
  },
  SMS_OTP: async (app) =>
    outcomeOf(await answered(app, 'SMS_OTP', async () => ({ SMS_OTP_CODE: await app.on.codeFor('+15550100') }))),
}

function chosen({ on, client }: App<Installation>, more: Readonly<Record<string, string>>): Promise<Reply> {
  const AuthParameters = { USERNAME: username, ...more }
  return on.operate('InitiateAuth', { ClientId: client.id, AuthFlow: 'USER_AUTH', AuthParameters })
}

async function answered(
  app: App<Installation>,
  factor: FirstFactor,
  answer: () => Promise<Readonly<Record<string, string>>>,
): Promise<Reply> {
  const asked = await chosen(app, { PREFERRED_CHALLENGE: factor })
  if (asked.status !== 200) return asked
  const { ChallengeName, Session } = jsonOf(asked)
  assert.equal(ChallengeName, factor)
  return app.respond(factor, username, await answer(), Session)
}

async function byPage(app: App<Installation>): Promise<Reply> {
  const browser = openBrowser(app.on, app)
  await browser.get('/login')
  return browser.post('/login', { username, password })
}

async function open(
  settings: object,
  mode: 'AUDIT' | 'ENFORCED' = 'ENFORCED',
  additionalFlows: object = { CustomAuthMode: mode },
) {
  const on = await openInstallation()
  const pool = await givenPool(on.ports, {
    configuration: {
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: mode, AdvancedSecurityAdditionalFlows: additionalFlows },
      LambdaConfig: on.ports.functions.install(strictColourFunctions),
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] } },
    },
  })
  const ExplicitAuthFlows = [
    'CUSTOM_AUTH',
    'USER_AUTH',
    'USER_PASSWORD_AUTH',
    'ADMIN_USER_PASSWORD_AUTH',
    'USER_SRP_AUTH',
  ]
  const client = await givenClient(on.ports, pool, {
    configuration: {
      ExplicitAuthFlows: ExplicitAuthFlows.map((flow) => `ALLOW_${flow}`) as any,
      CallbackURLs: [callback],
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      AllowedOAuthFlowsUserPoolClient: true,
      SupportedIdentityProviders: ['COGNITO'],
    },
  })
  const attributes = {
    email: 'alice@example.com',
    email_verified: 'true',
    phone_number: '+15550100',
    phone_number_verified: 'true',
  }
  const { sub } = await givenUser(on.ports, pool, { username, sub: ownerSub, password, attributes })
  const createdAt = new Date(on.now().getTime() - 86_400_000)
  await on.ports.storage.commit([
    {
      write: 'putRiskConfiguration',
      configuration: { poolId: pool.id, clientId: undefined, settings, updatedAt: createdAt },
    },
    {
      write: 'recordAuthEvent',
      event: {
        poolId: pool.id,
        sub,
        id: 'habit',
        type: 'SignIn',
        response: 'Pass',
        createdAt,
        clientId: client.id,
        ipAddress: '198.51.100.7',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
        challenges: [],
      },
    },
  ])
  const app = openApp(on, { pool, client })
  return { app, on, [Symbol.asyncDispose]: () => on[Symbol.asyncDispose]() }
}

const action = { Notify: false, EventAction: 'BLOCK' }
const blockEveryRisk = {
  AccountTakeoverRiskConfiguration: { Actions: { LowAction: action, MediumAction: action, HighAction: action } },
}
const blockAddress = { RiskExceptionConfiguration: { BlockedIPRangeList: ['203.0.113.0/24'] } }
const waysIn = { ...flows, ...firstFactors }

describe('threat protection', () => {
  test('is asked on every way in that there is', () => {
    const begun = Object.entries(flowStarts).filter(([, start]) => start !== undefined)
    assert.deepEqual(Object.keys(flows).toSorted(), begun.map(([flow]) => flow).toSorted())
  })

  test('is asked where sign-ins are proven: the rest descends from one that was', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!test)\.ts$/.test(file),
    )
    const provers = files.filter((file) => /proveSignIn\(\{/.test(readFileSync(`src/${file}`, 'utf8')))
    assert.deepEqual(provers.toSorted(), [
      'flows/authorization/recognise.ts',
      'flows/authorization/redeem-authorization-code.ts',
      'flows/device-grant/redeem-device-code.ts',
      // Cognito: whoever an identity provider vouches for is that provider's to protect.
      'flows/federation/complete-federated-sign-in.ts',
      'flows/sign-in/advance.ts',
    ])
  })

  for (const [way, signIn] of Object.entries(waysIn)) {
    test(`stops ${way}, and lets it through where nothing is to be stopped`, async () => {
      await using risky = await open(blockEveryRisk)
      assert.equal(await signIn(risky.app), stopped)
      const families = risky.on.ports.commits.flatMap(({ writes }) =>
        writes.filter(({ write }) => write === 'createTokenFamily'),
      )
      assert.deepEqual(families, [])
      await using fine = await open({})
      assert.equal(await signIn(fine.app), 'ok')
      // The control: AUDIT stops nothing.
      await using audited = await open(blockEveryRisk, 'AUDIT')
      assert.equal(await signIn(audited.app), 'ok')
    })

    test(`takes nothing of ${way} from an address that is blocked`, async () => {
      await using blocked = await open(blockAddress)
      assert.equal(await signIn(blocked.app), stopped)
      assert.equal(blocked.on.ports.messages.length, 0)
    })
  }

  test('leaves custom sign-ins alone where the pool does not name them', async () => {
    for (const settings of [blockEveryRisk, blockAddress]) {
      await using passed = await open(settings, 'ENFORCED', {})
      assert.equal(await flows.USER_PASSWORD_AUTH?.(passed.app), stopped)
      assert.equal(await flows.CUSTOM_AUTH?.(passed.app), 'ok')
    }
  })

  test('stops a sign-in by the pages, with no code and no session', async () => {
    for (const settings of [blockEveryRisk, blockAddress]) {
      await using risky = await open(settings)
      const reply = await byPage(risky.app)
      assert.equal(reply.status, 403)
      assert.match(reply.body, /for security reasons/)
      assert.doesNotMatch(String(reply.headers['set-cookie']), /cognito=/)
    }
    await using fine = await open({})
    assert.match(String((await byPage(fine.app)).headers.location), /code=/)
  })
})
