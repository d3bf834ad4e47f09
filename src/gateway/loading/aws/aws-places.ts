import type { AwsService } from '../../definition/aws-action.ts'
import { isSafeOrigin } from '../safe-origin.ts'
import { refuseNode, type TemplateNode } from '../template-node.ts'

/** What the installation says of the services of AWS. */
export interface AwsPlaces {
  readonly hasCredentials: boolean
  /** Where a service is instead, by the name that it has in `AWS_ENDPOINT_URL_<NAME>`; undefined: at AWS. */
  readonly endpointOf: (sdkName: string) => string | undefined
}

export const noAwsPlaces: AwsPlaces = { hasCredentials: false, endpointOf: () => undefined }

interface ServiceName {
  /** In its host, where that is another than in ARNs. */
  readonly host?: string
  /** In the scope of signatures, likewise. */
  readonly signing?: string
  /** In variables of the environment, where it is not the one of ARNs. */
  readonly sdk?: string
  /** One for all regions. */
  readonly isGlobal?: boolean
}

const NAMES: Readonly<Record<string, ServiceName>> = {
  cloudfront: { isGlobal: true },
  'cognito-identity': { sdk: 'COGNITO_IDENTITY' },
  'cognito-idp': { sdk: 'COGNITO_IDENTITY_PROVIDER' },
  cloudwatch: { host: 'monitoring', signing: 'monitoring' },
  events: { sdk: 'EVENTBRIDGE' },
  iam: { isGlobal: true },
  iotdata: { host: 'iot', sdk: 'IOT_DATA_PLANE' },
  logs: { sdk: 'CLOUDWATCH_LOGS' },
  monitoring: { sdk: 'CLOUDWATCH' },
  route53: { isGlobal: true, sdk: 'ROUTE_53' },
  secretsmanager: { sdk: 'SECRETS_MANAGER' },
  ses: { host: 'email' },
  states: { sdk: 'SFN' },
  'sync-states': { signing: 'states', sdk: 'SFN' },
}

export interface ServiceAddress {
  readonly name: string
  readonly region: string
  /** In front of the service's host. */
  readonly subdomain: string | undefined
}

/** The host follows from service and region alone, or is what the operator's environment says. */
export function awsServiceAt(node: TemplateNode, address: ServiceAddress, places: AwsPlaces): AwsService {
  const { name, region, subdomain } = address
  if (!places.hasCredentials) {
    throw refuseNode(
      node,
      `calls ${name} of AWS; give this process AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, with which its requests are signed`,
    )
  }
  const facts = Object.hasOwn(NAMES, name) ? (NAMES[name] ?? {}) : {}
  const { host: hostName = name, isGlobal = false, sdk = sdkNameOf(name), signing = name } = facts
  const before = subdomain === undefined ? '' : `${subdomain}.`
  const scope = { signingName: signing, region: isGlobal ? 'us-east-1' : region }
  const endpoint = places.endpointOf(sdk)
  if (endpoint !== undefined) {
    const { host, origin } = URL.canParse(endpoint) ? new URL(endpoint) : { host: '', origin: '' }
    if (!isSafeOrigin(origin)) {
      throw refuseNode(
        node,
        `calls ${name} of AWS; AWS_ENDPOINT_URL_${sdk} or AWS_ENDPOINT_URL must be an https:// URL`,
      )
    }
    return { ...scope, origin, host: `${before}${host}` }
  }
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const host = `${before}${hostName}.${isGlobal ? '' : `${region}.`}${suffix}`
  return { ...scope, origin: `https://${host}`, host }
}

function sdkNameOf(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}
