// `npm test`: every check, then every *.test.ts. Arguments: --long, and parts of paths to run only some files.
import { globSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import process from 'node:process'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { runChecks } from './check.ts'

type TestEvent = {
  name: string
  file?: string | undefined
  skip?: string | boolean | undefined
  details: { type?: string | undefined }
}

const long = process.argv.includes('--long')
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))

const files = globSync('{src,test,scripts,bench,console,examples}/**/*.test.ts', { exclude: ['**/node_modules/**'] })
  .filter((file) => long || !file.endsWith('.long.test.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .toSorted((one, other) => turn(one) - turn(other) || (one < other ? -1 : 1))

/** Why this run failed, in the words that end its output: a long log is often read from its end only. */
const failures: string[] = []

if (wanted.length === 0 && !(await runChecks())) failures.push('npm run check failed: see the start of this output')
if ((await runTests(files)) === 0) failures.push('no test ran')

for (const failure of failures) process.stderr.write(`Failed: ${failure}.\n`)
if (failures.length > 0) process.exitCode = 1

/** Long ones come first, so that at the end nothing runs alone: suites with a browser, whole systems, then units. */
function turn(path: string): number {
  if (path.startsWith('test/journey/')) return 0
  return path.startsWith('test/') ? 1 : 2
}

/** Runs the files and returns how many tests were executed; a file that declares none is a failure. */
async function runTests(paths: string[]): Promise<number> {
  if (paths.length === 0) return 0
  // Suites read this to choose how many rounds they make; the children inherit it.
  if (long) process.env['SALLYPORT_TEST_LONG'] = '1'
  let tests = 0
  const stream = run({ files: paths, concurrency: 2 })
  const count = (event: TestEvent): void => {
    // The runner reports a file without any test as one passed test that bears the file's name.
    if (resolve(event.name) === event.file) return refuseEmptyFile(event.name)
    if (event.skip === undefined && event.details.type !== 'suite') tests += 1
  }
  stream.on('test:pass', count)
  stream.on('test:fail', (event) => {
    count(event)
    failures.push(`${event.name} (${relative('.', event.file ?? '')})`)
  })
  for await (const text of stream.compose(spec)) process.stdout.write(String(text))
  return tests
}

function refuseEmptyFile(file: string): void {
  failures.push(`${file} ran no test`)
}
