// How long `sallyport start` takes to its ready line, and what it weighs when idle.
// Targets: ready in under 1.5 s after installation, idle below 150 MB. `--assert` fails above them.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'

const targets = { readyMilliseconds: 1500, idleMegabytes: 150 } as const

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    'idle-seconds': { type: 'string', default: '3' },
    assert: { type: 'boolean', default: false },
  },
})

interface Round {
  readonly readyMilliseconds: number
  readonly idleMegabytes: number
}

const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-bench-'))
try {
  // The first start makes keys, certificates, the database and the compile cache; the ones after it find them.
  const first = await measure()
  const later: Round[] = []
  for (let round = 0; round < Number(values.rounds); round += 1) later.push(await measure())
  report('ready, first start', [first.readyMilliseconds], targets.readyMilliseconds, 'ms')
  report(
    'ready, later starts',
    later.map(({ readyMilliseconds }) => readyMilliseconds),
    targets.readyMilliseconds,
    'ms',
  )
  report(
    'idle memory (RSS)',
    [first, ...later].map(({ idleMegabytes }) => idleMegabytes),
    targets.idleMegabytes,
    'MB',
  )
} finally {
  await rm(dataDir, { recursive: true, force: true })
}

async function measure(): Promise<Round> {
  const startedAt = performance.now()
  const flags = ['start', '--json', '--port', '0', '--http-port', '0', '--data-dir', dataDir]
  // As `npm start` does (scripts/run.mjs), but the first start of a run finds it empty.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(dataDir, 'compile-cache') }
  const child = spawn(process.execPath, ['src/main.ts', ...flags], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await readyLine(child)
    const readyMilliseconds = performance.now() - startedAt
    await wait(Number(values['idle-seconds']) * 1000)
    return { readyMilliseconds, idleMegabytes: await residentMegabytes(child.pid ?? 0) }
  } finally {
    await ended(child)
  }
}

async function readyLine(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('the program has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"event":"ready"')) return
  }
  throw new Error('the program ended before it was ready')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exit
}

/** Of the process and everything it started, from /proc: Linux only, as the figures are compared on one system. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN)
  let children = 0
  for (const task of await readdir(`/proc/${pid}/task`)) {
    const pids = await readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')
    for (const child of pids.split(' ').filter(Boolean)) children += await residentMegabytes(Number(child))
  }
  return kilobytes / 1024 + children
}

function report(name: string, figures: readonly number[], target: number, unit: string): void {
  const sorted = figures.toSorted((a, b) => a - b)
  const [least, middle, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((figure) =>
    Math.round(figure ?? Number.NaN),
  )
  const verdict = (most ?? Number.NaN) < target ? 'ok  ' : 'OVER'
  process.stdout.write(
    `${verdict} ${name.padEnd(20)} min ${least}  median ${middle}  max ${most} ${unit}  (target < ${target} ${unit}, n=${figures.length})\n`,
  )
  if (values.assert && verdict !== 'ok  ') process.exitCode = 1
}
