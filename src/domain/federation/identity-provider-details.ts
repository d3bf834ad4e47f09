import type { IdentityProviderTypeType } from '../../contract/shapes.gen.ts'
import { readSamlMetadata } from './saml-metadata.ts'

export type ProviderDetails = Readonly<Record<string, string>>
export type ProviderDetailsReading = { readonly details: ProviderDetails } | { readonly fault: string }

/**
 * The details of a provider as Cognito keeps them (cognito-web contract, section 6.1): what was sent, with the
 * endpoints of well-known providers and what a SAML metadata file tells. Nothing is fetched here.
 */
export function readProviderDetails(
  type: IdentityProviderTypeType,
  sent: ProviderDetails,
  now: Date,
): ProviderDetailsReading {
  const fault = missingFault(type, sent) ?? choiceFault(sent) ?? urlFault(sent)
  if (fault !== undefined) return { fault }
  switch (type) {
    case 'SAML':
      return withMetadata(sent, now)
    case 'Facebook':
      return { details: { ...facebook(sent.api_version), ...sent } }
    case 'Google':
    case 'LoginWithAmazon':
    case 'OIDC':
    case 'SignInWithApple':
      return { details: { ...provided[type], ...sent } }
  }
}

/** Cognito: says these things of their endpoints itself. */
const provided = {
  Google: {
    attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
    attributes_url_add_attributes: 'true',
    authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
    oidc_issuer: 'https://accounts.google.com',
    token_request_method: 'POST',
    token_url: 'https://www.googleapis.com/oauth2/v4/token',
  },
  LoginWithAmazon: {
    attributes_url: 'https://api.amazon.com/user/profile',
    attributes_url_add_attributes: 'false',
    authorize_url: 'https://www.amazon.com/ap/oa',
    token_request_method: 'POST',
    token_url: 'https://api.amazon.com/auth/o2/token',
  },
  SignInWithApple: {
    attributes_url_add_attributes: 'false',
    authorize_url: 'https://appleid.apple.com/auth/authorize',
    oidc_issuer: 'https://appleid.apple.com',
    token_request_method: 'POST',
    token_url: 'https://appleid.apple.com/auth/token',
  },
  OIDC: { attributes_request_method: 'GET', attributes_url_add_attributes: 'false' },
} as const

function facebook(version = 'v17.0'): ProviderDetails {
  return {
    attributes_url: `https://graph.facebook.com/${version}/me?fields=`,
    attributes_url_add_attributes: 'true',
    authorize_url: `https://www.facebook.com/${version}/dialog/oauth`,
    token_request_method: 'GET',
    token_url: `https://graph.facebook.com/${version}/oauth/access_token`,
  }
}

const required: Readonly<Record<IdentityProviderTypeType, readonly string[]>> = {
  Google: ['client_id', 'client_secret', 'authorize_scopes'],
  Facebook: ['client_id', 'client_secret', 'authorize_scopes'],
  LoginWithAmazon: ['client_id', 'client_secret', 'authorize_scopes'],
  SignInWithApple: ['client_id', 'team_id', 'key_id', 'private_key', 'authorize_scopes'],
  // Without a secret: providers that stand behind a proxy which adds its own proof.
  OIDC: ['client_id', 'oidc_issuer', 'authorize_scopes'],
  SAML: [],
}

function missingFault(type: IdentityProviderTypeType, sent: ProviderDetails): string | undefined {
  const names = required[type]
  if (names.every((name) => sent[name])) return undefined
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are all required idp details`
}

const choices: ProviderDetails = {
  attributes_request_method: 'GET|POST',
  token_request_method: 'GET|POST',
  IDPSignout: 'true|false',
  IDPInit: 'true|false',
  EncryptedResponses: 'true|false',
  RequestSigningAlgorithm: 'rsa-sha256',
  api_version: 'v\\d{1,3}\\.\\d{1,2}',
}

function choiceFault(sent: ProviderDetails): string | undefined {
  const wrong = Object.entries(choices).find(([name, pattern]) => {
    const value = sent[name]
    return value !== undefined && !new RegExp(`^(${pattern})$`).test(value)
  })
  return wrong && `Invalid value for the idp detail ${wrong[0]}.`
}

const urls = ['oidc_issuer', 'authorize_url', 'token_url', 'attributes_url', 'jwks_uri', 'MetadataURL']
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** HTTPS, or HTTP to this machine; whether an address may be reached is asked when it is (GW-07). */
function urlFault(sent: ProviderDetails): string | undefined {
  const wrong = urls.find((name) => sent[name] !== undefined && !isEndpoint(sent[name]))
  if (wrong !== undefined) return `The idp detail ${wrong} must be an HTTPS URL.`
  return sent.oidc_issuer?.endsWith('/') ? 'The idp detail oidc_issuer must not end with a slash.' : undefined
}

function isEndpoint(text: string): boolean {
  const url = /[\s\\#]/.test(text) ? null : URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname))
}

function withMetadata(sent: ProviderDetails, now: Date): ProviderDetailsReading {
  // Cognito: read-only, so what is sent back of it is not looked at.
  const { ActiveEncryptionCertificate: _, ...own } = sent
  if (!own.MetadataFile === !own.MetadataURL) {
    return { fault: 'Either MetadataURL or MetadataFile is required in the idp details, and not both.' }
  }
  if (!own.MetadataFile) return { details: own }
  const metadata = readSamlMetadata(own.MetadataFile, now)
  if ('fault' in metadata) return metadata
  const { SSORedirectBindingURI: _sso, SLORedirectBindingURI: _slo, ...rest } = own
  return {
    details: {
      ...rest,
      ...(metadata.ssoRedirectUri !== undefined && { SSORedirectBindingURI: metadata.ssoRedirectUri }),
      ...(metadata.sloRedirectUri !== undefined && { SLORedirectBindingURI: metadata.sloRedirectUri }),
    },
  }
}
