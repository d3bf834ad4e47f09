import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { CreateIdentityProviderCommand, CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from '../clients/form-browser.ts'
import type { AddedPool, Installation, PoolOptions } from '../clients/installation.ts'
import type { ListeningProvider, ProviderClient } from './provider-listener.ts'

export const callback = 'https://app.example.com/callback'
export const signedOut = `${callback}?out`
export const appOrigin = new URL(callback).origin

/** A pool that takes the people of the provider `Acme`, and an application of it. */
export interface FederatedApp<Provider extends ListeningProvider> extends AsyncDisposable {
  readonly pool: AddedPool
  readonly provider: Provider
  readonly base: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  authorizeUrl(more?: Readonly<Record<string, string>>): URL
  /** The tokens for what a browser has brought to the application. */
  redeem(page: Page): Promise<any>
  token(form: Readonly<Record<string, string>>): Promise<any>
}

export async function openFederatedApp<Provider extends ListeningProvider>(
  installation: Installation,
  listen: (authority: string, client: ProviderClient) => Promise<Provider>,
  { pool: poolOptions, client }: Pick<PoolOptions, 'pool' | 'client'> = {},
): Promise<FederatedApp<Provider>> {
  const pool = await installation.addPool({ pool: { AutoVerifiedAttributes: ['email'], ...poolOptions } })
  const { UserPoolId } = pool
  const base = `${installation.ready.identityUrl}/${UserPoolId}`
  const redirectUri = `${base}/oauth2/idpresponse`
  const provider = await listen(dirname(installation.ready.caFile), { id: 'pool', secret: 'secret', redirectUri })
  await installation.operator.send(
    new CreateIdentityProviderCommand({
      UserPoolId,
      ProviderName: 'Acme',
      ProviderType: 'OIDC',
      ProviderDetails: {
        client_id: 'pool',
        client_secret: 'secret',
        authorize_scopes: 'openid email profile',
        oidc_issuer: provider.issuer,
        attributes_request_method: 'GET',
      },
      AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name' },
      IdpIdentifiers: ['acme.example'],
    }),
  )
  const { UserPoolClient } = await installation.operator.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'federated',
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
      CallbackURLs: [callback],
      LogoutURLs: [signedOut],
      SupportedIdentityProviders: ['COGNITO', 'Acme'],
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      ...client,
    }),
  )
  const { ClientId: clientId = '', ClientSecret: clientSecret } = UserPoolClient ?? {}

  async function token(form: Readonly<Record<string, string>>): Promise<any> {
    const body = new URLSearchParams({ client_id: clientId, ...form }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await fetch(`${base}/oauth2/token`, { method: 'POST', headers, body })
    return response.json()
  }

  return {
    pool,
    provider,
    base,
    clientId,
    clientSecret,
    token,
    authorizeUrl(more = {}) {
      const url = new URL(`${base}/oauth2/authorize`)
      const asked = {
        client_id: clientId,
        redirect_uri: callback,
        response_type: 'code',
        scope: 'openid email',
        state: 'xyz',
      }
      for (const [name, value] of Object.entries({ ...asked, ...more })) url.searchParams.set(name, value)
      return url
    },
    redeem(page) {
      assert.equal(page.url.origin, appOrigin, page.html.slice(0, 500))
      assert.equal(page.url.searchParams.get('state'), 'xyz')
      const code = page.url.searchParams.get('code')
      assert.ok(code, page.url.href)
      return token({ grant_type: 'authorization_code', code, redirect_uri: callback })
    },
    [Symbol.asyncDispose]: () => provider[Symbol.asyncDispose](),
  }
}
