import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { DefinitionRefused } from '../../../../src/gateway/loading/definition-refused.ts'
import { definitionFromTemplate } from '../../../../src/gateway/loading/definition-from-template.ts'
import { loadTemplate } from '../../../../src/template/load.ts'
import { standardResource } from '../../../../src/template/standard-resource.ts'
import { TemplateError } from '../../../../src/template/template-error.ts'
import { showElsewhere } from '../../../contract/show-elsewhere.ts'
import { accountId, poolArn, poolId, region } from '../../gateway-under-test.ts'
import type { Property } from './property.ts'
import { samBase, samDomain, samPlaces } from './sam.ts'

// Every property of SAM's APIs, their authorizers and events: it acts, it is refused, or there is nothing for it to do.

const deployment = { region, accountId, stackName: 'test' }

/** What a gateway makes of a template: its definition, or why it takes none. */
async function outcomeOf(template: unknown): Promise<unknown> {
  try {
    const { resources } = await loadTemplate(JSON.stringify(template), 'template.json', {
      ...deployment,
      parameters: {},
      readFile: () => assert.fail('no files'),
      provision: async (resource) =>
        resource.type.startsWith('AWS::Cognito::')
          ? { physicalId: poolId, attributes: { Arn: poolArn } }
          : standardResource(resource, deployment),
    })
    return definitionFromTemplate(resources, { ...deployment, makeApiKeyValue: (id) => id.padEnd(20, '-') })
  } catch (error) {
    if (error instanceof DefinitionRefused || error instanceof TemplateError) return error.message
    throw error
  }
}

/** The base with members at a place; `undefined` takes one away. */
function changed(path: readonly string[], members: Readonly<Record<string, unknown>>): unknown {
  const template: Record<string, unknown> = structuredClone(samBase)
  let place = template
  for (const step of path) {
    place[step] ??= step === 'Domain' ? { ...samDomain } : {}
    place = place[step] as Record<string, unknown>
  }
  for (const [name, value] of Object.entries(members)) {
    const [outer = '', inner] = name.split('.')
    if (inner === undefined) place[outer] = value
    else place[outer] = { ...(place[outer] as Record<string, unknown> | undefined), [inner]: value }
  }
  return template
}

async function show(path: readonly string[], name: string, property: Property): Promise<void> {
  if ('owed' in property) return
  if ('file' in property) return showElsewhere(property)
  const beside = property.beside ?? {}
  const before = await outcomeOf(changed(path, beside))
  assert.ok(typeof before !== 'string', String(before))
  assert.ok(isDeepStrictEqual(before, await outcomeOf(changed(path, beside))), 'the base is not comparable')
  const value = 'acts' in property ? property.acts : 'refused' in property ? property.refused : property.harmless
  const after = await outcomeOf(changed(path, { ...beside, [name]: value }))
  if ('refused' in property) assert.ok(typeof after === 'string', `${name} is taken`)
  else if ('acts' in property) assert.ok(!isDeepStrictEqual(before, after), `${name} changes nothing`)
  else assert.deepEqual(after, before)
}

describe('1.23 properties of SAM', () => {
  for (const [place, { path, properties }] of Object.entries(samPlaces)) {
    for (const [name, property] of Object.entries(properties)) {
      test(`${place} ${name}`, () => show(path, name, property))
    }
  }

  test('a property that nobody knows is refused everywhere', async () => {
    for (const [place, { path }] of Object.entries(samPlaces)) {
      assert.match(String(await outcomeOf(changed(path, { Nonsense: 1 }))), /Nonsense/, place)
    }
  })

  test('a property that is read and forgotten is noticed: the planted defect', async () => {
    const { path } = samPlaces['Api'] ?? { path: [] }
    await assert.rejects(show(path, 'Description', { acts: 'a' }), /changes nothing/)
    await assert.rejects(show(path, 'Description', { refused: 'a' }), /is taken/)
  })
})
