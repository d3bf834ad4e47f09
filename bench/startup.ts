// How long `npm start` takes to its ready line, what processor time the program takes until then, which a busy machine
// changes less, and what it weighs when idle.
// Bars: ready in under 1.5 s after installation, by clock and by processor, idle below 150 MB. `--assert` fails above them.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'

const bars = { readyMilliseconds: 1500, idleMegabytes: 150 } as const

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    'idle-seconds': { type: 'string', default: '10' },
    assert: { type: 'boolean', default: false },
  },
})

interface Round {
  readonly readyMilliseconds: number
  readonly processorMilliseconds: number
  readonly idleMegabytes: number
}

const idleSeconds = Number(values['idle-seconds'])
const first: Round[] = []
const later: Round[] = []
// The first start after an installation belongs to the installation (scripts/first-start.mjs).
await inNewFolder((dataDir) => measure(dataDir, 0))
for (let round = 0; round < Number(values.rounds); round += 1) {
  await inNewFolder(async (dataDir) => {
    // The first start of a folder makes keys, certificates and the database; the next finds them.
    first.push(await measure(dataDir, idleSeconds))
    later.push(await measure(dataDir, idleSeconds))
  })
}
for (const [starts, rounds] of [
  ['new data folder', first],
  ['later starts', later],
] as const) {
  const clock = rounds.map(({ readyMilliseconds }) => readyMilliseconds)
  report(`ready, ${starts}`, clock, bars.readyMilliseconds, 'ms')
  const processor = rounds.map(({ processorMilliseconds }) => processorMilliseconds)
  report(`processor, ${starts}`, processor, bars.readyMilliseconds, 'ms')
}
report(
  `idle for ${idleSeconds} s (RSS)`,
  [...first, ...later].map(({ idleMegabytes }) => idleMegabytes),
  bars.idleMegabytes,
  'MB',
)

async function inNewFolder(use: (dataDir: string) => Promise<unknown>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-bench-'))
  try {
    await use(dataDir)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measure(dataDir: string, waitSeconds: number): Promise<Round> {
  const startedAt = performance.now()
  const flags = ['--json', '--port', '0', '--http-port', '0', '--data-dir', dataDir]
  const script = spawn(process.execPath, ['scripts/run.mjs', 'start', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await readyLine(script)
    const readyMilliseconds = performance.now() - startedAt
    // The script that npm runs only waits; what it started is the program.
    const [program = 0] = await childrenOf(script.pid ?? 0)
    const processorMilliseconds = await processorTime(program)
    await wait(waitSeconds * 1000)
    return { readyMilliseconds, processorMilliseconds, idleMegabytes: await residentMegabytes(program) }
  } finally {
    await ended(script)
  }
}

async function readyLine(script: ChildProcess): Promise<void> {
  if (!script.stdout) throw new Error('the program has no output')
  for await (const line of createInterface({ input: script.stdout })) {
    if (line.startsWith('{"event":"ready"')) return
  }
  throw new Error('the program ended before it was ready')
}

async function ended(script: ChildProcess): Promise<void> {
  if (script.exitCode !== null || script.signalCode !== null) return
  const exit = new Promise((resolve) => script.once('exit', resolve))
  script.kill('SIGTERM')
  await exit
}

/** Of all its threads, in user and in system mode: fields 14 and 15, in hundredths of a second. */
async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Of the process and everything it started, from /proc: Linux only, as the figures are compared on one system. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  let megabytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024
  for (const child of await childrenOf(pid)) megabytes += await residentMegabytes(child)
  return megabytes
}

async function childrenOf(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`)
  const lists = tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => ''))
  return (await Promise.all(lists)).flatMap((pids) => pids.split(' ').filter(Boolean).map(Number))
}

function report(name: string, figures: readonly number[], bar: number, unit: string): void {
  const sorted = figures.toSorted((a, b) => a - b)
  const [least, middle, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((figure) =>
    Math.round(figure ?? Number.NaN),
  )
  const isBelow = (most ?? Number.NaN) < bar
  const line = `${name.padEnd(28)} min ${least}  median ${middle}  max ${most} ${unit}  (bar ${bar} ${unit}, n=${figures.length})`
  process.stdout.write(`${isBelow ? 'ok  ' : 'OVER'} ${line}\n`)
  if (values.assert && !isBelow) process.exitCode = 1
}
