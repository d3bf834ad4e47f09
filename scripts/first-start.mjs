// The first start after an installation. Plain JavaScript for Node >= 20, without dependencies.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const mostMilliseconds = 20_000

/**
 * Starts on a folder that is thrown away and ends as soon as it is ready, for what Node then keeps: every source
 * stripped of its types and compiled, without which a start takes twice as long and 30 MB more. That it fails is for
 * the real start to say.
 */
export async function startForNobody(node, start, options) {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-'))
  const flags = ['--json', '--port', '0', '--http-port', '0', '--data-dir', folder]
  const child = spawn(node, [...start, ...flags], { ...options, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(child, 'close').catch(() => undefined)
  child.stdout.once('data', () => child.kill('SIGTERM'))
  const timer = setTimeout(() => child.kill('SIGKILL'), mostMilliseconds)
  await ended
  clearTimeout(timer)
  rmSync(folder, { recursive: true, force: true })
}
