import type { AwsIdentity, AwsService } from '../../definition/aws-action.ts'
import type { DefinitionRefused } from '../definition-refused.ts'
import { isSafeOrigin } from '../safe-origin.ts'
import { refuseNode, type TemplateNode } from '../template-node.ts'

/** What the installation says of the services of AWS. */
export interface AwsPlaces {
  /** Told of each place that calls one, with what to answer there where nobody gave credentials. */
  readonly onCall: (refuse: () => DefinitionRefused) => void
  /** Whether a role that is named is assumed; else this process calls as itself. */
  readonly roles: 'assume' | 'own'
  /** Where a service is instead, by the name that it has in `AWS_ENDPOINT_URL_<NAME>`; undefined: at AWS. */
  readonly endpointOf: (sdkName: string) => string | undefined
}

export const noAwsPlaces: AwsPlaces = {
  onCall(refuse) {
    throw refuse()
  },
  roles: 'assume',
  endpointOf: () => undefined,
}

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
  readonly identity: AwsIdentity
}

/** The host follows from service and region alone, or is what the operator's environment says. */
export function awsServiceAt(node: TemplateNode, address: ServiceAddress, places: AwsPlaces): AwsService {
  const { identity, name, region, subdomain } = address
  if (identity.kind !== 'caller') {
    places.onCall(() =>
      refuseNode(
        node,
        `calls ${name} of AWS; give this process AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile or role that AWS’s SDKs find`,
      ),
    )
  }
  const known = Object.hasOwn(NAMES, name) ? (NAMES[name] ?? {}) : {}
  const { host: hostName = name, isGlobal = false, sdk = sdkNameOf(name), signing = name } = known
  const before = subdomain === undefined ? '' : `${subdomain}.`
  const facts = { signingName: signing, region: isGlobal ? 'us-east-1' : region, identity }
  const endpoint = endpointAt(node, sdk, places)
  if (endpoint !== undefined) {
    const { host, origin } = endpoint
    return { ...facts, origin, host: `${before}${host}` }
  }
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const host = `${before}${hostName}.${isGlobal ? '' : `${region}.`}${suffix}`
  return { ...facts, origin: `https://${host}`, host }
}

/** Where the operator's environment says that a service is; undefined: at AWS. */
export function endpointAt(node: TemplateNode, sdkName: string, { endpointOf }: AwsPlaces): URL | undefined {
  const endpoint = endpointOf(sdkName)
  if (endpoint === undefined) return undefined
  if (URL.canParse(endpoint) && isSafeOrigin(new URL(endpoint).origin)) return new URL(endpoint)
  throw refuseNode(node, `calls AWS; AWS_ENDPOINT_URL_${sdkName} or AWS_ENDPOINT_URL must be an https:// URL`)
}

function sdkNameOf(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}
