import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'

const folder = import.meta.dirname
const guide = await readFile(new URL('../../../docs/guides/observability.md', import.meta.url), 'utf8')

/** By the code that makes them: what a process has nothing to say of is not in any one reading. */
async function metricNames(): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const sources = await Promise.all(files.map((name) => readFile(`${folder}/${name}`, 'utf8')))
  return sources.flatMap((source) => [
    ...Array.from(source.matchAll(/'((?:sallyport|process|nodejs)_\w+)'/g), ([, name = '']) => name),
    ...Array.from(source.matchAll(/\b(?:counter|histogram)\(\s*'([A-Z45]\w+)'/g), ([, name = '']) => name),
    ...Array.from(source.matchAll(/^ {2}(\w+(?:Count|Error)): '/gm), ([, name = '']) => name),
  ])
}

/** `` `…_name` `` stands for the beginning of the name before it. */
function isToldOf(name: string): boolean {
  const parts = name.split('_')
  return parts.some((_, index) => {
    const end = parts.slice(index).join('_')
    return guide.includes(index === 0 ? `\`${end}\`` : `\`…_${end}\``)
  })
}

describe('the guide to metrics', () => {
  test('has each of them', async () => {
    const names = await metricNames()
    assert.ok(names.length > 30, `${names.length} found`)
    assert.deepEqual(
      names.filter((name) => !isToldOf(name) && !isToldOf(`AWS_ApiGateway_${name}`)),
      [],
    )
  })

  test('would be found out to lack one', () => assert.equal(isToldOf('sallyport_unheard_total'), false))
})
