import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { loadTemplate } from '../../../src/template/load.ts'
import { standardResource } from '../../../src/template/standard-resource.ts'
import { accountId, region } from '../gateway-under-test.ts'

test('the template of the guide is one', async () => {
  const guide = await readFile(new URL('../../../docs/guides/websockets.md', import.meta.url), 'utf8')
  const [, template = ''] = /^```yaml\n(.*?)^```$/ms.exec(guide) ?? []
  const deployment = { region, accountId, stackName: 'guide' }
  const { resources } = await loadTemplate(template, 'template.yaml', {
    ...deployment,
    parameters: {},
    readFile: () => assert.fail('no files'),
    provision: async (found) => standardResource(found, deployment),
  })
  const [api] = definitionFromTemplate(resources, deployment).webSocketApis
  const routes = [...(api?.stages.get('v1')?.routes.values() ?? [])]
  assert.deepEqual(
    routes.map(({ authorizer, integration, isTwoWay, key }) => [key, integration.kind, authorizer?.kind, isTwoWay]),
    [
      ['$connect', 'function', 'lambda', false],
      ['say', 'function', undefined, false],
      ['ping', 'mapped', undefined, true],
    ],
  )
})
