import type { MappedExchange } from '../exchange/exchange.ts'
import { contextVariable } from '../observation/context-variables.ts'
import { mapOf, type VtlMap } from '../vtl/value.ts'
import { requestOverrideMap, responseOverrideObject, type Overrides } from './overrides.ts'

const NAMES = [
  'accountId',
  'apiId',
  'domainName',
  'domainPrefix',
  'extendedRequestId',
  'httpMethod',
  'isCanaryRequest',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'resourceId',
  'resourcePath',
  'stage',
]
/** Those that this request has no value of are there too, and empty: templates walk the whole branch. */
const IDENTITY_NAMES = [
  'cognitoIdentityPoolId',
  'accountId',
  'cognitoIdentityId',
  'caller',
  'apiKey',
  'apiKeyId',
  'sourceIp',
  'accessKey',
  'cognitoAuthenticationType',
  'cognitoAuthenticationProvider',
  'userArn',
  'userAgent',
  'user',
]

/** `$context`, of which whole branches (`$context.identity.keySet()`) are walked by templates. */
export function contextObject(exchange: MappedExchange, overrides: Overrides): VtlMap {
  return mapOf([
    ...namesOf(exchange).map((name) => [name, contextVariable(exchange, name) ?? null] as const),
    [
      'identity',
      mapOf([
        ...IDENTITY_NAMES.map((name) => [name, contextVariable(exchange, `identity.${name}`) ?? null] as const),
        ...clientCertOf(exchange),
      ]),
    ],
    ['authorizer', authorizerMap(exchange)],
    ['requestOverride', requestOverrideMap(overrides)],
    ['responseOverride', responseOverrideObject(overrides)],
  ])
}

/** Where the client showed one. */
function clientCertOf(exchange: MappedExchange): readonly (readonly [string, VtlMap])[] {
  const certificate = 'client' in exchange ? exchange.client.certified?.certificate : undefined
  if (certificate === undefined) return []
  const { validity, ...texts } = certificate
  return [['clientCert', mapOf([...Object.entries(texts), ['validity', mapOf(Object.entries(validity))]])]]
}

function namesOf(exchange: MappedExchange): readonly string[] {
  return 'variableNames' in exchange ? exchange.variableNames : NAMES
}

function authorizerMap({ principal }: MappedExchange): VtlMap {
  switch (principal?.kind) {
    case undefined:
    case 'signed':
      return mapOf([])
    case 'token':
      return mapOf([['claims', mapOf(Object.entries(principal.claimTexts))]])
    case 'function':
      return mapOf([
        ...Object.entries(principal.contextTexts),
        ['principalId', principal.principalId ?? null],
        ['integrationLatency', String(principal.integrationLatency)],
      ])
  }
}
