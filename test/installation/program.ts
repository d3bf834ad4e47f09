import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ReadyFacts } from '../../src/config/plans/running.ts'
import { until } from '../until.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface ProgramOptions {
  readonly environment?: Readonly<Record<string, string>>
  /** Where the program is started. */
  readonly folder?: string
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** `sallyport …` in a process of its own. Disposing ends it. */
export interface Program extends AsyncDisposable {
  readonly pid: number
  /** The first line on stdout; rejects with what was said on stderr where the program ends before. */
  readonly firstLine: Promise<string>
  readonly stderr: () => string
  readonly ended: Promise<Ended>
  /** Waits until it is so; where the program ends before, this fails with what it said. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

export function runSallyport(
  flags: readonly string[],
  { environment = {}, folder = root }: ProgramOptions = {},
): Program {
  const child = spawn(process.execPath, [`${root}src/main.ts`, ...flags], {
    cwd: folder,
    env: { ...withoutSettings(process.env), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  const ended = follow(child, output)
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const end = output.stdout.indexOf('\n')
      if (end !== -1) resolve(output.stdout.slice(0, end))
    })
    void ended.then(({ code, stderr }) => reject(new Error(`ended with ${code}: ${stderr}`)))
  })
  // Who does not wait for the line looks at how the program ended.
  firstLine.catch(() => {})
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> => {
    child.kill(signal)
    return ended
  }
  return {
    pid: child.pid ?? 0,
    firstLine,
    stderr: () => output.stderr,
    ended,
    until: (holds) =>
      until(async () => {
        const isOver = child.exitCode !== null || child.signalCode !== null
        if (await holds()) return true
        assert.equal(isOver, false, `the program ended: ${output.stderr}`)
        return false
      }),
    stop,
    async [Symbol.asyncDispose]() {
      await stop('SIGKILL')
    },
  }
}

/** A development installation that is ready. Ports are free ones unless the flags say otherwise. */
export interface Started extends Program {
  readonly ready: ReadyFacts
}

export async function start(
  dataDir: string,
  flags: readonly string[] = [],
  options: ProgramOptions = {},
): Promise<Started> {
  const free = ['--json', '--port', '0', '--http-port', '0', '--data-dir', dataDir]
  const program = runSallyport(['start', ...free, ...flags], options)
  try {
    const line = JSON.parse(await program.firstLine) as ReadyFacts & { readonly event: string }
    assert.equal(line.event, 'ready')
    return { ...program, ready: line }
  } catch (cause) {
    await program.stop('SIGKILL')
    throw cause
  }
}

async function follow(child: ChildProcess, output: { stdout: string; stderr: string }): Promise<Ended> {
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...output }
}

function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^(SALLYPORT_|NODE_ENV$|NODE_TEST_CONTEXT$)/.test(name))
  return Object.fromEntries(kept)
}
