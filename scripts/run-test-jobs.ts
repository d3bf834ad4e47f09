import { relative, resolve } from 'node:path'
import process from 'node:process'
import { run } from 'node:test'
import { spec, type TestEvent } from 'node:test/reporters'
import { testsUnderWay } from './tests-under-way.ts'

type TestEnd = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>

/**
 * How many processes run at once: one more than the smallest machine has cores, as a third of the time they wait for
 * browsers, disks and other processes. The same everywhere, so that a run means the same.
 */
const lanes = 3

/**
 * What says nothing for so long hangs, and has failed; long runs take their time. Tests speak when they begin and when
 * they end, and the longest takes a minute where nothing else runs: a slow and busy machine must not pass for a hang.
 */
const longestSilenceMinutes = 20

/** How many of the slowest jobs are named at the end. */
const slowest = 20

/** Runs each job in a process of its own, prints what happened, and returns what failed: tests, and files that declare none. */
export async function runTestJobs(jobs: readonly (readonly string[])[]): Promise<readonly string[]> {
  const waiting = [...jobs]
  const report = spec()
  report.pipe(process.stdout, { end: false })
  /** Files of which no test was heard yet. */
  const silent = new Set(jobs.flat())
  const failures: string[] = []
  const seen = { passed: 0, skipped: 0, failed: 0 }
  const times: { job: readonly string[]; seconds: number }[] = []

  async function lane(): Promise<void> {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const start = performance.now()
      const { events, hang } = await listenTo(job)
      if (hang !== undefined) failures.push(hang)
      times.push({ job, seconds: (performance.now() - start) / 1000 })
      // Printed when the job is done, or the lines of two would be mixed.
      for (const event of events) if (!isOfTheWhole(event)) report.write(event)
      const ends = events.filter((event) => event.type === 'test:pass' || event.type === 'test:fail')
      for (const end of ends) count(end)
      for (const file of filesWithTests(job, ends)) silent.delete(file)
    }
  }

  function count(end: TestEnd): void {
    const { type, data } = end
    if (type === 'test:fail') failures.push(`${data.name} (${relative('.', data.file ?? '')})`)
    if (isTest(end)) seen[type === 'test:fail' ? 'failed' : data.skip === undefined ? 'passed' : 'skipped'] += 1
  }

  await Promise.all(Array.from({ length: lanes }, lane))
  await new Promise((done) => report.end(done))
  process.stdout.write(`\n${seen.passed} passed, ${seen.failed} failed, ${seen.skipped} skipped.\n`)
  for (const { job, seconds } of times.toSorted((one, other) => other.seconds - one.seconds).slice(0, slowest)) {
    process.stdout.write(
      `${seconds.toFixed(1).padStart(7)} s  ${job[0]}${job.length > 1 ? ` and ${job.length - 1} more` : ''}\n`,
    )
  }
  for (const file of silent) failures.push(`${file} ran no test`)
  if (jobs.length === 0) failures.push('no test ran')
  return failures
}

/** A file without any test is reported as one that passed and bears the name of the file. */
function isTest({ data }: TestEnd): boolean {
  return data.details.type !== 'suite' && resolve(data.name) !== data.file
}

/** Files that share a process are a suite each, so a test counts for who runs it, wherever it is written. */
function filesWithTests(job: readonly string[], ends: readonly TestEnd[]): readonly string[] {
  if (job.length === 1) return ends.some(isTest) ? job : []
  const files: string[] = []
  let hasTests = false
  for (const end of ends) {
    if (isTest(end)) hasTests = true
    if (end.data.nesting > 0) continue
    if (hasTests) files.push(end.data.name)
    hasTests = false
  }
  return files
}

interface Heard {
  readonly events: readonly TestEvent[]
  /** What was under way when it fell silent for good. */
  readonly hang: string | undefined
}

async function listenTo(job: readonly string[]): Promise<Heard> {
  const [file = '', ...others] = job
  const underWay = testsUnderWay()
  const ending = new AbortController()
  const { signal } = ending
  let hang: string | undefined
  const isLong = process.env['SALLYPORT_TEST_LONG'] === '1'
  const end = (): void => {
    const what = underWay.names().join(' > ') || job.join(', ')
    hang = `nothing was heard for ${longestSilenceMinutes} minutes of ${what}`
    ending.abort(new Error(hang))
  }
  const silence = isLong ? undefined : setTimeout(end, longestSilenceMinutes * 60_000)
  const stream =
    others.length === 0
      ? run({ files: [file], signal })
      : run({ files: ['scripts/test-batch.ts'], argv: [...job], signal })
  const events: TestEvent[] = []
  for await (const event of stream) {
    events.push(event)
    underWay.hear(event)
    silence?.refresh()
  }
  clearTimeout(silence)
  return { events, hang }
}

/** The counts that end each process are of it alone; this run counts for itself. */
function isOfTheWhole({ type, data }: TestEvent): boolean {
  return (
    type === 'test:summary' ||
    (type === 'test:diagnostic' &&
      data.nesting === 0 &&
      /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) \d/.test(data.message))
  )
}
