// `npm test`: every check, then every *.test.ts. Arguments: --long, and parts of paths to run only some files.
import { globSync } from 'node:fs'
import process from 'node:process'
import { runChecks } from './check.ts'
import { testJobs } from './test-jobs.ts'
import { runTestJobs } from './run-test-jobs.ts'

const long = process.argv.includes('--long')
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
// Suites read this to choose how many rounds they make; the children inherit it.
if (long) process.env['SALLYPORT_TEST_LONG'] = '1'

const files = globSync('{src,test,scripts,bench,console,examples}/**/*.test.ts', { exclude: ['**/node_modules/**'] })
  .filter((file) => long || !file.endsWith('.long.test.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))

/** Why this run failed, in the words that end its output: a long log is often read from its end only. */
const failures: string[] = []

if (wanted.length === 0 && !(await runChecks())) failures.push('npm run check failed: see the start of this output')
failures.push(...(await runTestJobs(testJobs(files))))

for (const failure of failures) process.stderr.write(`Failed: ${failure}.\n`)
if (failures.length > 0) process.exitCode = 1
