import { givenUser } from '../../../src/testing/given.ts'
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
    situation: 'a user of the pool as a source',
    operation: 'AdminLinkProviderForUser',
    refusal:
      'InvalidParameterException: Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
    input: (stage) => ({ ...linking(stage), SourceUser: linking(stage).DestinationUser }),
  },
  {
    situation: 'a source that has signed in by itself',
    operation: 'AdminLinkProviderForUser',
    refusal:
      'InvalidParameterException: Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
    input: async (stage) => {
      await stage.call('CreateIdentityProvider', acme(stage))
      await givenUser(stage.ports, stage.pool, { username: 'Acme_1', sub: 'sub', status: 'EXTERNAL_PROVIDER' })
      return linking(stage)
    },
  },
  {
    situation: 'a source that is linked already',
    operation: 'AdminLinkProviderForUser',
    refusal: 'InvalidParameterException: SourceUser is already linked to DestinationUser',
    input: async (stage) => {
      await stage.call('CreateIdentityProvider', acme(stage))
      await stage.call('AdminLinkProviderForUser', linking(stage))
      return linking(stage)
    },
  },
  {
    situation: 'a pool without a domain',
    operation: 'SetUICustomization',
    refusal: 'InvalidParameterException: There has to be an existing domain associated with this user pool',
    input: ({ pool }) => ({ UserPoolId: pool.id, CSS: '.logo-customizable {}' }),
  },
  {
    situation: 'a provider that is not there',
    operation: 'CreateUserPoolClient',
    refusal: 'InvalidParameterException: The provider Acme does not exist for User Pool {pool}.',
    input: ({ pool }) => ({ UserPoolId: pool.id, ClientName: 'web', SupportedIdentityProviders: ['Acme'] }),
  },
]

function linking({ pool, ofPool }: Stage) {
  return {
    UserPoolId: pool.id,
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: ofPool.Username },
    SourceUser: { ProviderName: 'Acme', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1' },
  }
}

function acme({ pool }: Stage): object {
  return {
    UserPoolId: pool.id,
    ProviderName: 'Acme',
    ProviderType: 'OIDC',
    ProviderDetails: { client_id: 'id', authorize_scopes: 'openid', oidc_issuer: 'https://idp.example' },
  }
}
