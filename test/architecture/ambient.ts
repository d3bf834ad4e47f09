import { Visitor, type Expression, type Super } from 'oxc-parser'
import { edgesOf } from './module-edges.ts'
import { isTest, lineOf, parse, type SourceFile } from './source-tree.ts'

const webStorage = new Set(['localStorage', 'sessionStorage'])
const randomness = new Set([
  'randomBytes',
  'randomUUID',
  'randomInt',
  'randomFill',
  'randomFillSync',
  'getRandomValues',
])

// What runs in a browser is brought no port; time goes on there while the machine sleeps, which timers do not see.
const mayReadClock = /^src\/(adapters|testing|login\/assets)\//
const mayDrawRandomness = /^src\/(adapters|testing)\/|^src\/crypto\/random-bytes\.ts$/
const mayReadEnvironment = /^src\/(config|adapters|testing)\/|^src\/main\.ts$/
// A function's process ends whatever its code left running.
const mayEndProcess = /^src\/adapters\/functions\//
const mayStartProcesses = /^src\/adapters\/(functions\/|system\/(trust-stores|run-script)\.ts$)/

/**
 * What code takes from its surroundings where a port should bring it: the clock, randomness, web storage,
 * the environment, child processes, and the end of the process.
 */
export function findAmbientAccess(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => /^(src|examples)\//.test(file.path) && !isTest(file))
    .flatMap((file) =>
      accessesOf(file).map(({ start, what }) => `${file.path}:${lineOf(file.text, start)} uses ${what}`),
    )
}

function accessesOf(file: SourceFile): { start: number; what: string }[] {
  const found: { start: number; what: string }[] = []
  const { path } = file
  const inSource = path.startsWith('src/')
  const report = (start: number, what: string): void => void found.push({ start, what })
  new Visitor({
    Identifier({ name, start }) {
      if (webStorage.has(name)) report(start, name)
    },
    MemberExpression({ object, property, start }) {
      const member = property.type === 'Identifier' ? property.name : ''
      if (!inSource) return
      if (isNamed(object, 'Math') && member === 'random') report(start, 'Math.random')
      if (isNamed(object, 'Date') && member === 'now' && !mayReadClock.test(path)) report(start, 'Date.now')
      if (isNamed(object, 'process') && member === 'env' && !mayReadEnvironment.test(path)) report(start, 'process.env')
      if (isNamed(object, 'process') && member === 'exit' && !mayEndProcess.test(path)) report(start, 'process.exit')
      if (isNamed(object, 'crypto') && randomness.has(member) && !mayDrawRandomness.test(path))
        report(start, `crypto.${member}`)
    },
    NewExpression({ callee, arguments: given, start }) {
      if (inSource && isNamed(callee, 'Date') && given.length === 0 && !mayReadClock.test(path))
        report(start, 'new Date()')
    },
    ImportSpecifier({ imported, start }) {
      const name = 'name' in imported ? imported.name : imported.value
      if (inSource && randomness.has(name) && !mayDrawRandomness.test(path)) report(start, name)
    },
  }).visit(parse(file).program)
  if (inSource && !mayStartProcesses.test(path) && edgesOf(file).some(({ to }) => /^(node:)?child_process$/.test(to))) {
    report(0, 'child_process')
  }
  return found
}

function isNamed(node: Expression | Super, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}
