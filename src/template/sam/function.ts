import type { Json, JsonObject } from '../json.ts'
import { nearestName } from '../../domain/nearest-name.ts'
import { supported } from './globals.ts'
import { child, childrenOf, mapOf, pick, refuse, textOf } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

/** A plain resource that the transform makes, by logical id. */
export interface MadeResource {
  readonly logicalId: string
  readonly type: string
  readonly properties: JsonObject
}

export interface MadeFunction {
  readonly resources: readonly MadeResource[]
  /** `Fn::Sub` text of the ARN to invoke: the alias when one is published. */
  readonly arnText: string
}

const passedOn = [
  'FunctionName',
  'Description',
  'Handler',
  'Runtime',
  'MemorySize',
  'Timeout',
  'Environment',
  'VpcConfig',
  'Layers',
  'Architectures',
  'EphemeralStorage',
  'KmsKeyArn',
  'ReservedConcurrentExecutions',
  'PackageType',
  'ImageConfig',
  'LoggingConfig',
  'SnapStart',
]

/** More than Globals take. */
const known = [
  ...(supported.Function ?? []),
  ...passedOn,
  'AutoPublishCodeSha256',
  'CapacityProviderConfig',
  'Connectors',
  'DurableConfig',
  'Events',
  'FunctionName',
  'FunctionScalingConfig',
  'ImageUri',
  'InlineCode',
  'Policies',
  'PublishToLatestPublished',
  'Role',
  'TenancyConfig',
  'VersionDeletionPolicy',
  'VersionDescription',
]

/**
 * `AWS::Serverless::Function` to its function, its role and its alias. What only AWS acts on (policies, permissions,
 * dead letters, tracing) is left out; AWS's own transform adds it when deploying.
 */
export function transformFunction(logicalId: string, node: SamNode): MadeFunction {
  for (const [key, at] of childrenOf(node)) {
    // SAM learns new ones, and what they say is nothing that guards anything here.
    const meant = known.includes(key) ? undefined : nearestName(key, known)
    if (meant !== undefined) throw refuse(at, `"${key}" is not known here.`, `Did you mean "${meant}"?`)
  }
  const properties = mapOf(node)
  const roleId = `${logicalId}Role`
  const hasRole = properties.Role !== undefined
  const made: MadeResource = {
    logicalId,
    type: 'AWS::Lambda::Function',
    properties: {
      ...pick(properties, passedOn),
      Code: codeOf(node),
      Role: properties.Role ?? { 'Fn::GetAtt': [roleId, 'Arn'] },
    },
  }
  const role: MadeResource = { logicalId: roleId, type: 'AWS::IAM::Role', properties: {} }
  const alias = textOf(child(node, 'AutoPublishAlias'))
  return {
    resources: [made, ...(hasRole ? [] : [role]), ...(alias === undefined ? [] : aliasOf(logicalId, alias))],
    arnText: alias === undefined ? `\${${logicalId}.Arn}` : `\${${logicalId}Alias${alias}}`,
  }
}

function aliasOf(logicalId: string, name: string): readonly MadeResource[] {
  const FunctionName = { Ref: logicalId }
  const version = `${logicalId}Version`
  return [
    { logicalId: version, type: 'AWS::Lambda::Version', properties: { FunctionName } },
    {
      logicalId: `${logicalId}Alias${name}`,
      type: 'AWS::Lambda::Alias',
      properties: { FunctionName, Name: name, FunctionVersion: { 'Fn::GetAtt': [version, 'Version'] } },
    },
  ]
}

function codeOf(node: SamNode): Json {
  const { InlineCode, CodeUri, ImageUri } = mapOf(node)
  const given = [InlineCode, CodeUri, ImageUri].filter((value) => value !== undefined)
  if (given.length !== 1) {
    throw refuse(node, 'A function has one of CodeUri, InlineCode and ImageUri.', 'Write for example "CodeUri: ./src".')
  }
  if (InlineCode !== undefined) return { ZipFile: InlineCode }
  if (ImageUri !== undefined) return { ImageUri }
  const s3 = typeof CodeUri === 'string' ? /^s3:\/\/([^/]+)\/(.+)$/.exec(CodeUri) : null
  return s3 === null ? (CodeUri ?? null) : { S3Bucket: s3[1] ?? '', S3Key: s3[2] ?? '' }
}

/** An integration's URI, as AWS writes it. */
export function invocationUri(arnText: string): JsonObject {
  return { 'Fn::Sub': `${invocationPrefix}/2015-03-31/functions/${arnText}/invocations` }
}

/** The same, where the response is streamed. */
export function streamingUri(arnText: string): JsonObject {
  return { 'Fn::Sub': `${invocationPrefix}/2021-11-15/functions/${arnText}/response-streaming-invocations` }
}

const invocationPrefix = 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path'
