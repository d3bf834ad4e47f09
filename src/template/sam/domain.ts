import { createHash } from 'node:crypto'
import { isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import type { MadeResource } from './function.ts'
import { allowOnly, child, isTrue, mapOf, pick, refuse } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

/** DNS is the operator's: `Route53` has no effect here. */
const keys = [
  'BasePath',
  'CertificateArn',
  'DomainName',
  'EndpointConfiguration',
  'IpAddressType',
  'MutualTlsAuthentication',
  'NormalizeBasePath',
  'OwnershipVerificationCertificateArn',
  'Route53',
  'SecurityPolicy',
]

interface DomainOwner {
  readonly logicalId: string
  readonly stageId: string
}

/** `Domain` of an `AWS::Serverless::Api`. APIs that name one domain share it. */
export function restDomain(domain: SamNode, { logicalId, stageId }: DomainOwner): readonly MadeResource[] {
  if (domain.value === undefined) return []
  const properties = readDomain(domain)
  const name = properties.DomainName ?? null
  const domainId = `ApiGatewayDomainName${hashOf(name)}`
  const isNormalized = properties.NormalizeBasePath === undefined || isTrue(child(domain, 'NormalizeBasePath'))
  return [
    {
      logicalId: domainId,
      type: 'AWS::ApiGateway::DomainName',
      properties: {
        ...pick(properties, ['DomainName', 'MutualTlsAuthentication', 'SecurityPolicy']),
        RegionalCertificateArn: properties.CertificateArn ?? null,
      },
    },
    ...basePathsOf(domain).map((path) => {
      const basePath = isNormalized ? alphanumerics(path) : path
      return {
        logicalId: `${logicalId}${alphanumerics(path)}BasePathMapping`,
        type: 'AWS::ApiGateway::BasePathMapping',
        properties: {
          DomainName: { Ref: domainId },
          RestApiId: { Ref: logicalId },
          Stage: { Ref: stageId },
          ...(alphanumerics(path) !== '' && { BasePath: basePath }),
        },
      }
    }),
  ]
}

/** `Domain` of an `AWS::Serverless::HttpApi`. */
export function httpDomain(domain: SamNode, { logicalId, stageId }: DomainOwner): readonly MadeResource[] {
  if (domain.value === undefined) return []
  const properties = readDomain(domain)
  const domainId = `ApiGatewayDomainNameV2${hashOf(properties.DomainName ?? null)}`
  return [
    {
      logicalId: domainId,
      type: 'AWS::ApiGatewayV2::DomainName',
      properties: {
        ...pick(properties, ['DomainName', 'MutualTlsAuthentication']),
        DomainNameConfigurations: [pick(properties, ['CertificateArn'])],
      },
    },
    ...basePathsOf(domain).map((path) => {
      const key = path.replace(/^\/+|\/+$/g, '')
      return {
        logicalId: `${logicalId}${alphanumerics(path)}ApiMapping`,
        type: 'AWS::ApiGatewayV2::ApiMapping',
        properties: {
          DomainName: { Ref: domainId },
          ApiId: { Ref: logicalId },
          Stage: { Ref: stageId },
          ...(key !== '' && { ApiMappingKey: key }),
        },
      }
    }),
  ]
}

function readDomain(domain: SamNode): JsonObject {
  allowOnly(domain, keys)
  const properties = mapOf(domain)
  const endpoint = child(domain, 'EndpointConfiguration')
  if (endpoint.value === 'PRIVATE') throw refuse(endpoint, 'Private domains are not supported here.', 'Write REGIONAL.')
  if (properties.DomainName === undefined) throw refuse(domain, 'A domain has a name.', 'Write "DomainName: …".')
  return properties
}

/** `/` and nothing are the root. */
function basePathsOf(domain: SamNode): readonly string[] {
  const { value } = child(domain, 'BasePath')
  if (value === undefined) return ['/']
  const paths: readonly Json[] = Array.isArray(value) ? value : [value]
  return paths.map((path) => {
    if (typeof path === 'string') return path
    throw refuse(child(domain, 'BasePath'), 'A base path must be text.', 'Write "- orders" lines.')
  })
}

function alphanumerics(path: string): string {
  return path.replaceAll(/[^0-9A-Za-z]/g, '')
}

/** As SAM names them: the same domain has the same id in every API. */
function hashOf(name: Json): string {
  const text = typeof name === 'string' ? name : JSON.stringify(sorted(name))
  return createHash('sha1').update(text).digest('hex').slice(0, 10)
}

function sorted(value: Json): Json {
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]))
}
