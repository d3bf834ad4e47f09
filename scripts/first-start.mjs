// The first start after an installation. Plain JavaScript for Node >= 20, without dependencies.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:https'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const mostMilliseconds = 30_000

/**
 * Starts on a folder that is thrown away, looks at the app and a sign-in page and ends, for what is then kept: every source stripped of its
 * types and compiled, without which a start takes twice as long and 30 MB more, and the app's bundle. That it fails is
 * for the real start to say.
 */
export async function startForNobody(node, start, options) {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-'))
  const flags = ['--json', '--port', '0', '--http-port', '0', '--data-dir', folder]
  const child = spawn(node, [...start, ...flags], { ...options, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(child, 'close').catch(() => undefined)
  child.stdout.once('data', async (line) => {
    await look(line).catch(() => undefined)
    child.kill('SIGTERM')
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), mostMilliseconds)
  await ended
  clearTimeout(timer)
  rmSync(folder, { recursive: true, force: true })
}

/** No resolver needs to know the app's name, and nobody asks who answers: nothing is sent and the answer is dropped. */
async function look(line) {
  const { appUrl, identityUrl, userPoolId } = JSON.parse(line)
  const lookup = (_name, { all }, done) =>
    all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)
  for (const url of [appUrl, `${identityUrl}/${userPoolId}/login`]) {
    const [response] = await once(get(url, { lookup, rejectUnauthorized: false }), 'response')
    response.resume()
  }
}
