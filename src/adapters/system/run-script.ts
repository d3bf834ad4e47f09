import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** Runs a script of ours in a process of its own, whose memory goes with it. Rejects with what it said when it fails. */
export async function runScript(script: URL, given: readonly string[]): Promise<void> {
  const path = fileURLToPath(script)
  const child = spawn(process.execPath, [path, ...given], { stdio: ['ignore', 'ignore', 'pipe'] })
  const [said, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')])
  if (exitCode !== 0) throw new Error(`${path} ended with ${exitCode}: ${said.trim()}`)
}
