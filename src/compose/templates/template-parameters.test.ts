import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { definitionFromTemplate } from '../../gateway/loading/definition-from-template.ts'
import type { TemplateReading } from './read-template.ts'
import { readWithParameters } from './template-parameters.ts'

const reading: TemplateReading = {
  resources: [],
  functions: [],
  outputs: {},
  gateway: definitionFromTemplate([], { region: 'us-east-1', accountId: '123456789012' }),
  files: ['template.yaml'],
}

async function parametersOf(t: TestContext, text: string | undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-parameters-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'p.json')
  if (text !== undefined) await writeFile(file, text)
  const noted: string[] = []
  let given: Readonly<Record<string, string>> = {}
  const { files } = await readWithParameters(
    file,
    (path) => void noted.push(path),
    async (parameters) => {
      given = parameters
      return reading
    },
  )
  return { file, files, given, noted }
}

describe('a file of parameters', () => {
  for (const text of ['{"Name":"a"}', '[{"ParameterKey":"Name","ParameterValue":"a"}]']) {
    test(`is read and followed: ${text}`, async (t) => {
      const { file, files, given, noted } = await parametersOf(t, text)
      assert.deepEqual({ given, noted, files }, { given: { Name: 'a' }, noted: [file], files: ['template.yaml', file] })
    })
  }

  test('is refused where it is absent, or holds something else', async (t) => {
    await assert.rejects(parametersOf(t, undefined), /^Error: The parameters cannot be read from .*p\.json\.$/)
    await assert.rejects(parametersOf(t, '{"Name":1}'), /must be a JSON object of texts, or a list of parameters/)
  })
})
