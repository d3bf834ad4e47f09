import { referencesIn } from './references.ts'
import type { RawResource } from './sections.ts'
import { TemplateError } from './template-error.ts'
import type { Source } from './template-error.ts'

/** Resources in an order in which each comes after all that it refers to or depends on. */
export function orderResources(resources: ReadonlyMap<string, RawResource>, source: Source): readonly string[] {
  const needs = new Map([...resources].map(([id, resource]) => [id, neededBy(resource, resources)]))
  const ordered = new Set<string>()
  const visit = (id: string, trail: readonly string[]) => {
    if (ordered.has(id)) return
    if (trail.includes(id)) {
      const circle = [...trail.slice(trail.indexOf(id)), id].join(' -> ')
      const advice = 'Break the circle: name one of the resources yourself and write its name instead of a reference.'
      throw new TemplateError(source, ['Resources', id], `Circular dependency between resources: ${circle}.`, advice)
    }
    for (const needed of needs.get(id) ?? []) visit(needed, [...trail, id])
    ordered.add(id)
  }
  for (const id of resources.keys()) visit(id, [])
  return [...ordered]
}

function neededBy(resource: RawResource, resources: ReadonlyMap<string, RawResource>): readonly string[] {
  const names = [...resource.dependsOn, ...referencesIn(resource.properties)]
  return [...new Set(names)].filter((name) => resources.has(name))
}
