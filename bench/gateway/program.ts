import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A process of its own, so that what it spends is its own: no garbage of others, no load generator. */
export interface Program extends AsyncDisposable {
  readonly port: number
  /** What the process has spent so far, in user and system mode, all of its threads. */
  readonly cpuMicroseconds: () => number
  readonly residentBytes: () => number
  readonly pid: number
  /** What it has said on its standard output. */
  readonly said: () => string
}

/** Debian installs some where only root looks. */
export const environment = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` }

/** Starts a program that is to listen at the port, and waits until it does. */
export async function startProgram(
  command: string,
  words: readonly string[],
  port: number,
  more: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...environment, ...more } })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  await untilListening(port, () => child.exitCode)
  const ofProcess = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8')
  return {
    port,
    cpuMicroseconds: () =>
      readdirSync(`/proc/${child.pid}/task`)
        .map((thread) => Number(ofProcess(`task/${thread}/schedstat`).split(' ', 1)[0]) / 1000)
        .reduce((sum, each) => sum + each, 0),
    residentBytes: () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(ofProcess('status'))?.[1]) * 1024,
    said: () => said,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

/** The same for a file beside this one. */
export function startFile(file: string, port: number, ...words: readonly string[]): Promise<Program> {
  const path = new URL(file, import.meta.url).pathname
  return startProgram(process.execPath, [path, String(port), ...words], port)
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function untilListening(port: number, exitCode: () => number | null): Promise<void> {
  for (;;) {
    if (exitCode() !== null) throw new Error('a program of the benchmark did not start')
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise((resolve) => {
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    })
    socket.destroy()
    if (isOpen) return
    await delay(50)
  }
}
