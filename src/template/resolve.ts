import type { TemplateResource } from '../domain/template-resource.ts'
import { isJsonObject } from './json.ts'
import type { Json, JsonObject } from './json.ts'
import { orderResources } from './order.ts'
import type { PreparedTemplate } from './prepare.ts'
import { createScope } from './scope.ts'
import { suggest } from '../domain/nearest-name.ts'
import { TemplateError } from './template-error.ts'
import type { Path } from './template-error.ts'
import { unknownName } from './unknown-name.ts'

export interface ResourceToProvision {
  readonly logicalId: string
  readonly type: string
  readonly properties: JsonObject
  /** Makes the error for a wrong property: `fail(['Schema', 0], 'problem', 'advice')`. */
  readonly fail: (propertyPath: Path, problem: string, advice: string) => TemplateError
}

/** What `Ref` and `Fn::GetAtt` yield. */
export interface Provisioned {
  readonly physicalId: string
  readonly attributes: Readonly<Record<string, Json>>
}

/** Called once for each resource, after every resource that it refers to. */
export type Provision = (resource: ResourceToProvision) => Promise<Provisioned>

export interface ResolvedTemplate {
  readonly resources: readonly TemplateResource[]
  readonly outputs: Readonly<Record<string, Json>>
  /** Parts of the template that mean something on AWS and could not be resolved here; nothing that runs needs them. */
  readonly warnings: readonly string[]
}

/** The second half of resolving: resources one after the other, each with the ids of those before it. */
export async function resolveTemplate(prepared: PreparedTemplate, provision: Provision): Promise<ResolvedTemplate> {
  const { resources } = prepared
  const { template } = prepared.scope
  const done = new Map<string, TemplateResource & Provisioned>()
  const warnings = [...prepared.warnings]
  const scope = createScope({
    ...prepared.scope,
    refOf: (id) => done.get(id)?.physicalId,
    attributeOf: (id, attribute, path) => {
      const resource = done.get(id)
      if (resource === undefined || Object.hasOwn(resource.attributes, attribute))
        return resource?.attributes[attribute]
      const known = Object.keys(resource.attributes)
      const advice = suggest(
        attribute,
        known,
        `Known here: ${known.join(', ') || 'none'}. Or make the value a parameter.`,
      )
      throw new TemplateError(template, path, `"${attribute}" of ${id} (${resource.type}) is not known here.`, advice)
    },
  })

  checkDependencies(prepared, warnings)
  for (const logicalId of orderResources(resources, template)) {
    const raw = resources.get(logicalId)
    if (raw === undefined) continue
    const path = ['Resources', logicalId, 'Properties']
    const evaluated = attempt(() => scope.evaluate(raw.properties, path), isRunHere(raw.type) ? undefined : warnings)
    const filled = isRunHere(raw.type) ? await filledIn(evaluated ?? {}, path, prepared.scope) : evaluated
    const properties = isJsonObject(filled) ? filled : {}
    if (raw.type === 'AWS::CloudFormation::Stack') warnings.push(nestedStack(logicalId, template))
    const fail = (at: Path, problem: string, advice: string) =>
      new TemplateError(template, [...path, ...at], problem, advice)
    const provisioned = await provision({ logicalId, type: raw.type, properties, fail })
    const { line } = template.placeOf(['Resources', logicalId])
    const placeOf = (at: Path) => template.placeOf(['Resources', logicalId, ...at])
    const resource = { logicalId, type: raw.type, properties, placeOf, ...provisioned }
    done.set(logicalId, { ...resource, ...(line !== undefined && { line }) })
  }

  const outputs: [string, Json][] = []
  for (const [name, output] of Object.entries(prepared.outputs)) {
    const value = attempt(() => scope.evaluate(output.Value ?? null, ['Outputs', name, 'Value']), warnings)
    if (value !== undefined) outputs.push([name, value])
  }
  return { resources: [...done.values()], outputs: Object.fromEntries(outputs), warnings }
}

async function filledIn(value: Json, path: Path, scope: PreparedTemplate['scope']): Promise<Json> {
  if (!JSON.stringify(value).includes('{{resolve:')) return value
  const { withDynamicReferences } = await import('./dynamic-references.ts')
  return withDynamicReferences(value, path, scope)
}

function nestedStack(logicalId: string, template: PreparedTemplate['scope']['template']): string {
  const { file, line } = template.placeOf(['Resources', logicalId])
  const where = line === undefined ? file : `${file}:${line}`
  return `${where}: ${logicalId} (AWS::CloudFormation::Stack) does not run here. Write its resources into this template, or run its template by itself.`
}

/** SAM makes resources that are not made here, so what depends on one of those can be no mistake. */
function checkDependencies({ resources, scope: { sections, template } }: PreparedTemplate, warnings: string[]): void {
  for (const [id, { dependsOn }] of resources) {
    const unknown = dependsOn.find((name) => !resources.has(name) && !sections.resources.has(name))
    if (unknown === undefined) continue
    const error = unknownName(unknown, [], ['Resources', id, 'DependsOn'], template)
    if (sections.transforms.length === 0) throw error
    warnings.push(error.message)
  }
}

/** Types that something here acts on; a mistake in any other must not keep the template from running. */
export function isRunHere(type: string): boolean {
  return /^AWS::(Cognito|ApiGateway|ApiGatewayV2|Lambda)::/.test(type)
}

function attempt<Value>(run: () => Value, warnings: string[] | undefined): Value | undefined {
  try {
    return run()
  } catch (error) {
    if (warnings === undefined || !(error instanceof TemplateError)) throw error
    warnings.push(error.message)
    return undefined
  }
}
