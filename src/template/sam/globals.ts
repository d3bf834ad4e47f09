import { isJsonArray, isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import type { RawResource } from '../sections.ts'
import { allowOnly, childrenOf, refuse } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

/** What each section of Globals takes. */
export const supported: Readonly<Record<string, readonly string[]>> = {
  Function:
    'Handler Runtime CodeUri DeadLetterQueue Description MemorySize Timeout VpcConfig Environment Tags PropagateTags Tracing KmsKeyArn AutoPublishAlias AutoPublishAliasAllProperties Layers DeploymentPreference RolePath PermissionsBoundary ReservedConcurrentExecutions ProvisionedConcurrencyConfig AssumeRolePolicyDocument EventInvokeConfig FileSystemConfigs CodeSigningConfigArn Architectures SnapStart EphemeralStorage FunctionUrlConfig RuntimeManagementConfig LoggingConfig RecursiveLoop SourceKMSKeyArn'.split(
      ' ',
    ),
  Api: 'Auth Name DefinitionUri CacheClusterEnabled CacheClusterSize MergeDefinitions Variables EndpointConfiguration MethodSettings BinaryMediaTypes MinimumCompressionSize Cors GatewayResponses AccessLogSetting CanarySetting TracingEnabled OpenApiVersion Domain AlwaysDeploy PropagateTags SecurityPolicy EndpointAccessMode'.split(
    ' ',
  ),
  HttpApi:
    'Auth AccessLogSettings StageVariables Tags CorsConfiguration DefaultRouteSettings Domain RouteSettings FailOnWarnings PropagateTags'.split(
      ' ',
    ),
  SimpleTable: ['SSESpecification'],
  StateMachine: ['PropagateTags'],
  LayerVersion: ['PublishLambdaVersion'],
}

/** Refuses a global that no section takes: it would silently not apply. */
export function checkGlobals(globals: SamNode): void {
  allowOnly(globals, Object.keys(supported))
  for (const [section, node] of childrenOf(globals)) allowOnly(node, supported[section] ?? [])
}

/** The resource with the global properties of its type merged in; its own win, lists grow, maps merge. */
export function withGlobals(resource: RawResource, globals: SamNode): RawResource {
  const section = resource.type.replace('AWS::Serverless::', '')
  const all = isJsonObject(globals.value) ? globals.value[section] : undefined
  const { ignoreGlobals } = resource
  if (!isJsonObject(all) || ignoreGlobals === '*') return resource
  if (ignoreGlobals !== undefined && !isJsonArray(ignoreGlobals)) {
    throw refuse(globals, 'IgnoreGlobals takes "*" or a list of properties.', "Write IgnoreGlobals: '*'.")
  }
  const applied = Object.entries(all).filter(([name]) => !ignoreGlobals?.includes(name))
  const merged = merge(Object.fromEntries(applied), resource.properties)
  return { ...resource, properties: isJsonObject(merged) ? merged : resource.properties }
}

function merge(global: Json, local: Json): Json {
  if (isJsonArray(global) && isJsonArray(local)) return [...global, ...local]
  if (!isJsonObject(global) || !isJsonObject(local) || isFunctionCall(global) || isFunctionCall(local)) return local
  const names = [...new Set([...Object.keys(global), ...Object.keys(local)])]
  return Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const [outer, inner] = [global[name], local[name]]
      if (outer === undefined || inner === undefined) return [[name, inner ?? outer ?? null]]
      return [[name, merge(outer, inner)]]
    }),
  )
}

function isFunctionCall(value: JsonObject): boolean {
  const keys = Object.keys(value)
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0]?.startsWith('Fn::') === true)
}
