import { isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import type { PreparedTemplate } from '../prepare.ts'
import type { RawResource } from '../sections.ts'
import { suggest } from '../suggest.ts'
import { TemplateError } from '../template-error.ts'
import type { Path } from '../template-error.ts'
import { apiEventsOf, implicitHttpApi, implicitRestApi, triggerEventsOf } from './api-event.ts'
import type { ApiEvent, TriggerEvent } from './api-event.ts'
import { transformFunction } from './function.ts'
import type { MadeResource } from './function.ts'
import { checkGlobals, withGlobals } from './globals.ts'
import { transformHttpApi } from './http-api.ts'
import { transformRestApi } from './rest-api.ts'
import { refuse, resourceNode } from './sam-context.ts'
import type { SamContext, SamNode } from './sam-context.ts'

const samTransform = 'AWS::Serverless-2016-10-31'
const knownTransforms = [samTransform, 'AWS::LanguageExtensions', 'AWS::Include']

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
  const result = new Map<string, RawResource>()
  for (const [id, resource] of resources) {
    const own = made.find((each) => each.id === id)?.own
    for (const each of own ?? transformResource(id, resource, events, context)) {
      origins.set(each.logicalId, id)
      result.set(each.logicalId, { type: each.type, properties: each.properties, dependsOn: resource.dependsOn })
    }
  }
  for (const { id, triggers } of made) for (const trigger of triggers) addTrigger(result, trigger, id)

  const lineOf = (path: Path) => template.lineOf(originOf(path, origins))
  return { ...prepared, scope: { ...prepared.scope, template: { ...template, lineOf } }, resources: result, warnings }
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
        context.warn(`${context.template.file}: ${id} (${type}) does not run here.`)
      return [{ logicalId: id, type, properties }]
  }
}

function checkTransforms(
  transforms: readonly Json[],
  serverlessId: string | undefined,
  prepared: PreparedTemplate,
): void {
  const { template } = prepared.scope
  for (const transform of transforms) {
    const name = isJsonObject(transform) ? transform.Name : transform
    if (typeof name === 'string' && knownTransforms.includes(name)) continue
    const advice = suggest(String(name), knownTransforms, 'Write its result out.')
    throw new TemplateError(template, ['Transform'], `The macro ${JSON.stringify(name)} does not run here.`, advice)
  }
  if (serverlessId === undefined || transforms.includes(samTransform)) return
  const problem = 'Serverless resources need the SAM transform.'
  throw new TemplateError(
    template,
    ['Resources', serverlessId, 'Type'],
    problem,
    `Write "Transform: ${samTransform}" at the top.`,
  )
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

function addTrigger(
  resources: Map<string, RawResource>,
  { poolId, triggers, node }: TriggerEvent,
  functionId: string,
): void {
  const pool = resources.get(poolId)
  if (pool?.type !== 'AWS::Cognito::UserPool') {
    throw refuse(node, `"${poolId}" is no user pool of this template.`, 'Write UserPool: !Ref POOL.')
  }
  const config = isJsonObject(pool.properties.LambdaConfig) ? pool.properties.LambdaConfig : {}
  const twice = triggers.find((trigger) => config[trigger] !== undefined)
  if (twice !== undefined) throw refuse(node, `The trigger ${twice} is defined twice.`, 'Keep one of the two.')
  const added = Object.fromEntries(triggers.map((trigger) => [trigger, { 'Fn::GetAtt': [functionId, 'Arn'] }]))
  resources.set(poolId, { ...pool, properties: { ...pool.properties, LambdaConfig: { ...config, ...added } } })
}

function originOf(path: Path, origins: ReadonlyMap<string, string>): Path {
  const [section, id, ...rest] = path
  const origin = section === 'Resources' && typeof id === 'string' ? origins.get(id) : undefined
  return origin === undefined ? path : ['Resources', origin, ...rest]
}
