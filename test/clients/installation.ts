import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
  type CreateUserPoolClientCommandInput,
  type CreateUserPoolCommandInput,
  type SetUserPoolMfaConfigCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import * as v from 'valibot'
import { startDevelopment } from '../../src/compose/development/start-development.ts'
import type { ReadyFacts } from '../../src/config/plans/running.ts'
import { developmentSettings } from '../../src/config/settings/schema.ts'
import { totpCode, totpStep } from '../../src/crypto/totp.ts'

export const password = 'Correct-h0rse-battery'

/** The reference system as `npm start` runs it, whose certificates this process trusts. */
export interface Installation extends AsyncDisposable {
  readonly ready: ReadyFacts
  /** An operator's client of the wire API. */
  readonly operator: CognitoIdentityProviderClient
  /** Lets time pass, for the installation only. */
  advance(seconds: number): void
  now(): Promise<Date>
  /** The newest code that was sent there; one that was asked for before is none. */
  codeFor(address: string): Promise<string>
  /** What an authenticator app shows at this moment. */
  authenticatorCode(secret: string): Promise<string>
  addPool(options?: PoolOptions): Promise<AddedPool>
}

export interface PoolOptions {
  readonly pool?: Partial<CreateUserPoolCommandInput>
  readonly mfa?: Omit<SetUserPoolMfaConfigCommandInput, 'UserPoolId'>
  readonly client?: Partial<CreateUserPoolClientCommandInput>
}

export interface AddedPool {
  readonly UserPoolId: string
  readonly ClientId: string
  readonly ClientSecret: string | undefined
  /** A person who may sign in with `password`. */
  addPerson(name: string, attributes?: Readonly<Record<string, string>>): Promise<void>
}

/** `template` writes one into a folder and gives its path; without it there is no system but the pools that are added. */
export async function startInstallation(
  issuer: 'host' | 'aws' = 'host',
  { template }: { readonly template?: (folder: string) => Promise<string> } = {},
): Promise<Installation> {
  await using started = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-clients-'))
  started.defer(() => rm(dataDir, { recursive: true, force: true }))
  const settings = v.parse(developmentSettings, { dataDir, port: 0, httpPort: 0, issuer, logLevel: 'error' })
  const source = await mkdtemp(join(tmpdir(), 'sallyport-clients-'))
  started.defer(() => rm(source, { recursive: true, force: true }))
  const { ready, advanceClock } = started.use(await startDevelopment(settings, await template?.(source)))
  const certificate = await readFile(ready.caFile, 'utf8')
  setDefaultCACertificates([...getCACertificates('default'), certificate])
  const operator = sdkClient(ready)
  started.defer(() => operator.destroy())

  const ask = async (path: string): Promise<any> => (await fetch(`${ready.httpUrl}/_sallyport/${path}`)).json()
  const now = async () => new Date((await ask('clock')).now)
  const used = new Set<string>()
  const all = started.move()
  return {
    ready,
    operator,
    advance: advanceClock,
    now,
    async codeFor(address) {
      const messages = await ask(`inbox?to=${encodeURIComponent(address)}`)
      const newest = messages.find(({ code }: { code: string | null }) => code !== null)
      if (newest === undefined) throw new Error(`No code was sent to ${address}.`)
      const key = `${address} ${newest.sentAt} ${newest.code}`
      if (used.has(key)) throw new Error(`No new code was sent to ${address}.`)
      used.add(key)
      return newest.code
    },
    authenticatorCode: async (secret) => totpCode(secret, totpStep(await now())),
    addPool: (options = {}) => addPool(operator, options),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** The SDK's client as an application makes it, but for its endpoint. */
export function sdkClient({ region, identityUrl, accessKeyId, secretAccessKey }: ReadyFacts) {
  return new CognitoIdentityProviderClient({
    region,
    endpoint: identityUrl,
    credentials: { accessKeyId, secretAccessKey },
  })
}

const everyFlow = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const

async function addPool(
  operator: CognitoIdentityProviderClient,
  { pool, mfa, client }: PoolOptions,
): Promise<AddedPool> {
  const { UserPool } = await operator.send(new CreateUserPoolCommand({ PoolName: 'people', ...pool }))
  const UserPoolId = UserPool?.Id ?? ''
  if (mfa) await operator.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }))
  const { UserPoolClient } = await operator.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'app',
      ExplicitAuthFlows: [...everyFlow],
      ...client,
    }),
  )
  const { ClientId = '', ClientSecret } = UserPoolClient ?? {}
  return {
    UserPoolId,
    ClientId,
    ClientSecret,
    async addPerson(Username, attributes = { email: `${Username}@example.com`, email_verified: 'true' }) {
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))
      await operator.send(
        new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }),
      )
      await operator.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
      )
    },
  }
}
