/** A host name of its own for stages of APIs. */
export interface DomainDefinition {
  /** In lower case; `*.example.com` stands for every name one level below. */
  readonly name: string
  /** Whose certificate it shows is the installation's to say. */
  readonly certificateArn: string | undefined
  /** PEM of the authorities that its clients' certificates come from; undefined where clients need none. */
  readonly truststore: string | undefined
  /** Some REST API is behind it: two paths of its root are the service's own. */
  readonly hasHealthCheck: boolean
  /** By priority; asked before the mappings. */
  readonly rules: readonly RoutingRule[]
  /** Longest base path first. */
  readonly mappings: readonly BasePathMapping[]
  /** Told to what leads nowhere. */
  readonly unmatched: 403 | 404
}

export interface StageAddress {
  readonly apiId: string
  readonly stage: string
}

export interface BasePathMapping extends StageAddress {
  /** Empty for the root. */
  readonly basePath: readonly string[]
}

export interface RoutingRule extends StageAddress {
  readonly priority: number
  /** Of each list one condition must hold. */
  readonly headers: readonly (readonly HeaderCondition[])[]
  /** One of them must lead the path; undefined for every path. */
  readonly basePaths: readonly (readonly string[])[] | undefined
  readonly stripsBasePath: boolean
}

export interface HeaderCondition {
  /** In lower case. */
  readonly name: string
  /** Case-sensitive; `*` only at its ends. */
  readonly valueGlob: string
}
