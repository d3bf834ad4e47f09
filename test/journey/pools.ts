import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  SetUserPoolMfaConfigCommand,
  type CreateUserPoolClientCommandInput,
  type CreateUserPoolCommandInput,
  type SetUserPoolMfaConfigCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import type { ReferenceSystem } from './reference-system.ts'

export interface Pool {
  readonly id: string
  readonly clientId: string
  /** Of its own domain, for a client whose callback is a page that anyone may read. */
  readonly signInUrl: string
}

interface PoolOptions {
  readonly domain: string
  readonly pool?: Partial<CreateUserPoolCommandInput>
  readonly client?: Partial<CreateUserPoolClientCommandInput>
  readonly mfa?: Omit<SetUserPoolMfaConfigCommandInput, 'UserPoolId'>
}

/** Another pool beside that of the reference system, made as any operator makes one. */
export async function addPool(
  { operator, ready, signInUrl }: ReferenceSystem,
  { domain, pool, client, mfa }: PoolOptions,
): Promise<Pool> {
  const { UserPool } = await operator.send(new CreateUserPoolCommand({ PoolName: domain, ...pool }))
  const UserPoolId = UserPool?.Id ?? ''
  if (mfa) await operator.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }))
  await operator.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: domain, ManagedLoginVersion: 2 }))
  const callback = `${ready.appUrl}/logo.svg`
  const { UserPoolClient } = await operator.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'Harbour',
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: [callback],
      SupportedIdentityProviders: ['COGNITO'],
      PreventUserExistenceErrors: 'ENABLED',
      ...client,
    }),
  )
  const clientId = UserPoolClient?.ClientId ?? ''
  const url = new URL(signInUrl)
  url.hostname = url.hostname.replace(/^[^.]+/, domain)
  url.search = new URLSearchParams({ client_id: clientId, response_type: 'code', redirect_uri: callback }).toString()
  return { id: UserPoolId, clientId, signInUrl: url.href }
}
