import type { RefusalCase, Stage } from './refusal-case.ts'

/** What Cognito says of identity providers, as its users report it. */
export const providerRefusals: readonly RefusalCase[] = [
  {
    situation: 'a name that is taken',
    operation: 'CreateIdentityProvider',
    refusal: 'DuplicateProviderException: Acme already exists in user pool {pool}',
    input: async (stage) => {
      const input = acme(stage)
      await stage.call('CreateIdentityProvider', input)
      return input
    },
  },
  {
    situation: 'Google under another name',
    operation: 'CreateIdentityProvider',
    refusal: 'InvalidParameterException: Provider Acme cannot be of type Google.',
    input: (stage) => ({ ...acme(stage), ProviderType: 'Google' }),
  },
  {
    situation: 'Google without a secret',
    operation: 'CreateIdentityProvider',
    refusal: 'InvalidParameterException: client_id, client_secret and authorize_scopes are all required idp details',
    input: (stage) => ({ ...acme(stage), ProviderName: 'Google', ProviderType: 'Google' }),
  },
  {
    situation: 'a mapping of an attribute that is not there',
    operation: 'CreateIdentityProvider',
    refusal: 'InvalidParameterException: AttributeMapping contains invalid mapping: [custom:zen_groups]',
    input: (stage) => ({ ...acme(stage), AttributeMapping: { 'custom:zen_groups': 'groups' } }),
  },
  {
    situation: 'a provider that is not there',
    operation: 'CreateUserPoolClient',
    refusal: 'InvalidParameterException: The provider Acme does not exist for User Pool {pool}.',
    input: ({ pool }) => ({ UserPoolId: pool.id, ClientName: 'web', SupportedIdentityProviders: ['Acme'] }),
  },
]

function acme({ pool }: Stage): object {
  return {
    UserPoolId: pool.id,
    ProviderName: 'Acme',
    ProviderType: 'OIDC',
    ProviderDetails: { client_id: 'id', authorize_scopes: 'openid', oidc_issuer: 'https://idp.example' },
  }
}
