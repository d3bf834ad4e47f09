import { isJsonObject } from '../json.ts'
import type { JsonObject } from '../json.ts'
import type { PreparedTemplate } from '../prepare.ts'
import type { RawResource } from '../sections.ts'
import { suggest } from '../../domain/nearest-name.ts'
import type { Path } from '../template-error.ts'
import { addTrigger } from './add-trigger.ts'
import { apiEventsOf, implicitHttpApi, implicitRestApi, triggerEventsOf } from './api-event.ts'
import type { ApiEvent } from './api-event.ts'
import { checkTransforms } from './check-transforms.ts'
import { transformFunction } from './function.ts'
import type { MadeResource } from './function.ts'
import { checkGlobals, withGlobals } from './globals.ts'
import { transformHttpApi } from './http-api.ts'
import { withReferables } from './referable.ts'
import { transformRestApi } from './rest-api.ts'
import { refuse, resourceNode } from './sam-context.ts'
import type { SamContext, SamNode } from './sam-context.ts'
import { usagePlans } from './usage-plan.ts'

/** Turns every `AWS::Serverless::…` resource into the plain ones that AWS's own transform makes of it. */
export function transformSam(prepared: PreparedTemplate): PreparedTemplate {
  const { template, sections, readFile } = prepared.scope
  const serverless = [...prepared.resources].filter(([, { type }]) => type.startsWith('AWS::Serverless::'))
  checkTransforms(sections.transforms, serverless.map(([id]) => id)[0], prepared)
  if (serverless.length === 0) return prepared

  const warnings: string[] = []
  const context: SamContext = { template, readFile, warn: (message) => warnings.push(message) }
  const globals: SamNode = { value: prepared.globals, path: ['Globals'], context }
  checkGlobals(globals)
  const resources = new Map([...prepared.resources].map(([id, resource]) => [id, withGlobals(resource, globals)]))
  const functions = [...resources].filter(([, { type }]) => type === 'AWS::Serverless::Function')
  const made = functions.map(([id, { properties }]) => {
    const node = resourceNode(id, properties, context)
    const { arnText, resources: own } = transformFunction(id, node)
    return { id, own, events: apiEventsOf(node, arnText), triggers: triggerEventsOf(node) }
  })
  const events = made.flatMap((each) => each.events)
  for (const [id, type] of [
    [implicitRestApi, 'AWS::Serverless::Api'],
    [implicitHttpApi, 'AWS::Serverless::HttpApi'],
  ] as const) {
    if (resources.has(id) || !events.some(({ apiId }) => apiId === id)) continue
    const properties: JsonObject = type === 'AWS::Serverless::Api' ? { StageName: 'Prod' } : {}
    resources.set(id, withGlobals({ type, properties, dependsOn: [] }, globals))
  }
  checkApis(events, resources)

  const origins = new Map<string, string>()
  const referables = new Map<string, string>()
  const result = new Map<string, RawResource>()
  for (const [id, resource] of resources) {
    const own = made.find((each) => each.id === id)?.own
    for (const each of own ?? transformResource(id, resource, events, context)) {
      origins.set(each.logicalId, id)
      const part = referableParts[each.type]
      if (part !== undefined) referables.set(`${id}.${part}`, each.logicalId)
      result.set(each.logicalId, { type: each.type, properties: each.properties, dependsOn: resource.dependsOn })
    }
  }
  const planned = [...resources].flatMap(([id, { type, properties }]) =>
    type === 'AWS::Serverless::Api' ? [{ logicalId: id, node: resourceNode(id, properties, context) }] : [],
  )
  for (const { logicalId, ...resource } of usagePlans(planned)) result.set(logicalId, { ...resource, dependsOn: [] })
  for (const { id, triggers } of made) for (const trigger of triggers) addTrigger(result, trigger, id)

  const placeOf = (path: Path) => template.placeOf(originOf(path, origins))
  const referred = (value: JsonObject) => {
    const replaced = withReferables(value, referables)
    return isJsonObject(replaced) ? replaced : value
  }
  return {
    ...prepared,
    scope: { ...prepared.scope, template: { ...template, placeOf } },
    resources: new Map(
      [...result].map(([id, resource]) => [id, { ...resource, properties: referred(resource.properties) }]),
    ),
    outputs: Object.fromEntries(Object.entries(prepared.outputs).map(([name, output]) => [name, referred(output)])),
    warnings,
  }
}

/** What `!Ref ID.Part` may name. */
const referableParts: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::BasePathMapping': 'BasePathMapping',
  'AWS::ApiGateway::Deployment': 'Deployment',
  'AWS::ApiGateway::DomainName': 'DomainName',
  'AWS::ApiGateway::Stage': 'Stage',
  'AWS::ApiGatewayV2::ApiMapping': 'ApiMapping',
  'AWS::ApiGatewayV2::DomainName': 'DomainName',
  'AWS::ApiGatewayV2::Stage': 'Stage',
  'AWS::Lambda::Alias': 'Alias',
  'AWS::Lambda::Version': 'Version',
}

function transformResource(
  id: string,
  resource: RawResource,
  events: readonly ApiEvent[],
  context: SamContext,
): readonly MadeResource[] {
  const { type, properties } = resource
  const node = resourceNode(id, properties, context)
  const own = events.filter(({ apiId }) => apiId === id)
  switch (type) {
    case 'AWS::Serverless::Api':
      return transformRestApi(id, node, own)
    case 'AWS::Serverless::HttpApi':
      return transformHttpApi(id, node, own)
    case 'AWS::Serverless::SimpleTable':
      return [{ logicalId: id, type: 'AWS::DynamoDB::Table', properties }]
    case 'AWS::Serverless::LayerVersion':
      return [{ logicalId: id, type: 'AWS::Lambda::LayerVersion', properties }]
    default:
      if (type.startsWith('AWS::Serverless::'))
        context.warn(
          `${whereIs(node)}: ${id} (${type}) does not run here.${type === 'AWS::Serverless::Application' ? ' Write its resources into this template, or run its template by itself.' : ''}`,
        )
      return [{ logicalId: id, type, properties }]
  }
}

function whereIs({ context, path }: SamNode): string {
  const { file, line } = context.template.placeOf(path)
  return line === undefined ? file : `${file}:${line}`
}

function checkApis(events: readonly ApiEvent[], resources: ReadonlyMap<string, RawResource>): void {
  for (const { apiId, kind, node } of events) {
    const type = resources.get(apiId)?.type
    if (type === `AWS::Serverless::${kind}`) continue
    const apis = [...resources].filter(([, resource]) => resource.type === `AWS::Serverless::${kind}`).map(([id]) => id)
    throw refuse(
      node,
      `"${apiId}" is no AWS::Serverless::${kind} of this template.`,
      suggest(apiId, apis, 'Write !Ref API.'),
    )
  }
}

function originOf(path: Path, origins: ReadonlyMap<string, string>): Path {
  const [section, id, ...rest] = path
  const origin = section === 'Resources' && typeof id === 'string' ? origins.get(id) : undefined
  return origin === undefined ? path : ['Resources', origin, ...rest]
}
