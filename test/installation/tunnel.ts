import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'

export interface Tunnel extends AsyncDisposable {
  /** For HTTPS_PROXY. */
  readonly url: string
  run(
    program: string,
    flags: readonly string[],
    environment: NodeJS.ProcessEnv,
  ): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>
}

/** A proxy by which programs reach this machine under names that no resolver knows. */
export async function openTunnel(): Promise<Tunnel> {
  const server = createServer().on('connect', (request, client) => {
    const port = Number(request.url?.split(':').at(-1))
    const there = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      there.pipe(client).pipe(there)
    })
    for (const socket of [there, client]) socket.on('error', () => there.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async run(program, flags, environment) {
      const child = spawn(program, flags, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
      const output = { stdout: '', stderr: '' }
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
      const [status] = (await once(child, 'close')) as [number | null]
      return { status, ...output }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
