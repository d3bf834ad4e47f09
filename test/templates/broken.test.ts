import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, test } from 'node:test'
import { templateReader } from './refusal-of.ts'

const read = templateReader()
const folder = join(import.meta.dirname, 'broken')

interface Broken {
  readonly name: string
  readonly template: string
  readonly files: Readonly<Record<string, string>>
  readonly refusal: string
}

function brokenOf(text: string): readonly Broken[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((row) => {
      const [written = '', ...refusal] = row.split(/^>>> /m)
      const [head = '', ...others] = written.split(/^--- (?=\S)/m)
      const files = others.map((file): [string, string] => {
        const end = file.indexOf('\n')
        return [file.slice(0, end), file.slice(end + 1).trimEnd()]
      })
      const end = head.indexOf('\n')
      return {
        name: head.slice(0, end),
        template: head.slice(end + 1).trimEnd(),
        files: Object.fromEntries(files),
        refusal: refusal.join('').trimEnd(),
      }
    })
}

for (const path of globSync(join(folder, '*.txt'))) {
  describe(`1.22 what is told of a broken template: ${basename(path, '.txt')}`, () => {
    for (const { name, template, files, refusal } of brokenOf(readFileSync(path, 'utf8'))) {
      test(name, async () => {
        const told = await read(template, files)
        assert.equal(told.refusal, refusal)
        assert.match(told.refusal, /^[\w.-]+(:\d+)?: /, 'names file and line')
      })
    }
  })
}

describe('1.22 a template that would cost more than it is', () => {
  for (const [name, template, refusal] of [
    ['nothing at all', '', 'template.yaml: A template is a map. Write at least a "Resources:" section.'],
    ['octets', '\u0000\u0001PNG', 'template.yaml:1: A template is a map. Write at least a "Resources:" section.'],
    [
      'lists in lists',
      `Resources: ${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      'template.yaml:1: This is nested too deeply to be read. Nest less than 100 levels.',
    ],
    [
      'maps in maps',
      `Resources: ${'{a: '.repeat(200)}1${'}'.repeat(200)}`,
      'template.yaml:1: Resources.a.a.a.a: This is nested too deeply, or too large once its aliases are expanded. Nest less than 100 levels, and use fewer aliases.',
    ],
    [
      'aliases of aliases',
      'a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n',
      'template.yaml:2: f[2][9][7][9]: This is nested too deeply, or too large once its aliases are expanded. Nest less than 100 levels, and use fewer aliases.',
    ],
    [
      'a pattern that never ends',
      `Parameters:\n  A: { Type: String, Default: '${'a'.repeat(40)}!', AllowedPattern: '(a+)+' }\nResources: { T: { Type: AWS::SNS::Topic } }\n`,
      'template.yaml:2: Parameters.A.AllowedPattern: This pattern takes too long to match. Write one without repetitions inside of repetitions.',
    ],
  ] as const) {
    test(name, async () => assert.equal((await read(template)).refusal, refusal))
  }
})
