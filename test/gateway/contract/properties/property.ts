import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import type { TemplateResource } from '../../../../src/domain/template-resource.ts'
import { DefinitionRefused } from '../../../../src/gateway/loading/definition-refused.ts'
import { definitionFromTemplate } from '../../../../src/gateway/loading/definition-from-template.ts'
import { accountId, region } from '../../gateway-under-test.ts'
import { showElsewhere } from '../../../contract/show-elsewhere.ts'

/** What becomes of a property that a template has: it acts, it is refused, or there is nothing for it to do. */
export type Property =
  /** With this value the gateway is another, or says that the value is wrong. */
  | { readonly acts: unknown; readonly beside?: Readonly<Record<string, unknown>> }
  | { readonly refused: unknown; readonly beside?: Readonly<Record<string, unknown>> }
  | { readonly harmless: unknown; readonly because: string; readonly beside?: Readonly<Record<string, unknown>> }
  | { readonly file: string; readonly test: string }
  | { readonly owed: string }

/** By type of resource, or type and logical id, and name of property; `Integration.Uri` is a member of one. */
export type Properties = Readonly<Record<string, Readonly<Record<string, Property>>>>

/** What a gateway makes of resources: its definition, or why it takes none. */
export function outcomeOf(resources: readonly TemplateResource[]): unknown {
  try {
    return definitionFromTemplate(resources, { region, accountId })
  } catch (error) {
    if (error instanceof DefinitionRefused) return error.message
    throw error
  }
}

/** Shows it over the base, a template that is good, whose resource of the type is given the property. */
export function showProperty(base: readonly TemplateResource[], type: string, name: string, property: Property): void {
  if ('owed' in property) return
  if ('file' in property) return showElsewhere(property)
  const beside = property.beside ?? {}
  const before = outcomeOf(changed(base, type, beside))
  assert.ok(typeof before !== 'string', String(before))
  assert.ok(isDeepStrictEqual(before, outcomeOf(changed(base, type, beside))), 'the base is not comparable')
  const value = 'acts' in property ? property.acts : 'refused' in property ? property.refused : property.harmless
  const after = outcomeOf(changed(base, type, { ...beside, [name]: value }))
  if ('refused' in property) {
    assert.ok(typeof after === 'string', `${type} ${name} is taken`)
    assert.match(after, new RegExp(name.split('.').at(-1) ?? name, 'i'))
  } else if ('acts' in property) {
    assert.ok(!isDeepStrictEqual(before, after), `${type} ${name} changes nothing`)
  } else assert.deepEqual(after, before)
}

/** The resources with these members of the first of the type; `undefined` takes one away. */
function changed(
  base: readonly TemplateResource[],
  type: string,
  members: Readonly<Record<string, unknown>>,
): readonly TemplateResource[] {
  const [kind, id] = type.split(' ')
  const target = base.find((resource) => resource.type === kind && (id === undefined || resource.logicalId === id))
  assert.ok(target, `the base has no ${type}`)
  let properties: Record<string, unknown> = { ...target.properties }
  for (const [name, value] of Object.entries(members)) {
    const [outer = '', inner] = name.split('.')
    const within = properties[outer] as Record<string, unknown>
    properties = { ...properties, [outer]: inner === undefined ? value : { ...within, [inner]: value } }
  }
  return base.map((resource) => (resource === target ? { ...target, properties } : resource))
}

/** The properties that are not decided yet. */
export function owedProperties(...tables: readonly Properties[]): readonly string[] {
  return tables.flatMap((table) =>
    Object.entries(table).flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, property]) =>
        'owed' in property ? [`${type} ${name}: ${property.owed}`] : [],
      ),
    ),
  )
}
