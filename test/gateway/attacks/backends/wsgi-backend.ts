import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { reportsOf, type BackendKind, type SeenRequest } from './attacked-backend.ts'

const python = '/usr/bin/python3'

/** Python's own server: names with `_` and `-` are one to its programs, and paths are decoded before they see them. */
export const wsgiBackend: BackendKind = {
  name: 'WSGI',
  absent: () => !existsSync(python) && 'no /usr/bin/python3',
  async start() {
    const script = fileURLToPath(new URL('wsgi-server.py', import.meta.url))
    const child = spawn(python, [script], { stdio: ['ignore', 'pipe', 'ignore'] })
    const lines = createInterface({ input: child.stdout })
    const [port] = await once(lines, 'line')
    const url = `http://127.0.0.1:${port}`
    const reports = reportsOf(url)
    lines.on('line', (line) => reports.report(JSON.parse(line) as SeenRequest))
    return {
      url,
      seen: reports.seen,
      async [Symbol.asyncDispose]() {
        const ended = once(child, 'exit')
        child.kill()
        await ended
      },
    }
  },
}
