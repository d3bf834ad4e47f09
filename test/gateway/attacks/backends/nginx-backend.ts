import { spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../../../free-port.ts'
import { identityNames } from '../identity-spellings.ts'
import { fold, reportsOf, type BackendKind } from './attacked-backend.ts'

/** Debian installs it where only root looks. */
const environment = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` }
const logged = [...identityNames, 'Authorization', 'Content-Length', 'Transfer-Encoding', 'X-Injected'].map(fold)

/** nginx tells its log, which here is a socket of ours, what it made of each request. */
export const nginxBackend: BackendKind = {
  name: 'nginx',
  absent: () => spawnSync('nginx', ['-v'], { env: environment }).status !== 0 && 'no nginx',
  async start() {
    await using started = new AsyncDisposableStack()
    const directory = await mkdtemp(join(tmpdir(), 'sallyport-nginx-'))
    started.defer(() => rm(directory, { recursive: true }))
    const log = createSocket('udp4').bind(0, '127.0.0.1')
    await once(log, 'listening')
    started.defer(() => void log.close())
    const port = await freePort()
    const file = join(directory, 'nginx.conf')
    await writeFile(file, configuration({ directory, port, logPort: log.address().port }))
    const child = spawn('nginx', ['-p', directory, '-c', file, '-e', 'stderr'], { stdio: 'ignore', env: environment })
    started.defer(async () => {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    })
    await untilListening(port)
    const url = `http://127.0.0.1:${port}`
    const reports = reportsOf(url)
    log.on('message', (line) => {
      const { headers, ...request } = JSON.parse(String(line).replace(/^[^{]*/, ''))
      reports.report({ ...request, headers: Object.entries<string>(headers).filter(([, value]) => value !== '') })
    })
    const all = started.move()
    return { url, seen: reports.seen, [Symbol.asyncDispose]: () => all.disposeAsync() }
  },
}

function configuration({ directory, port, logPort }: { directory: string; port: number; logPort: number }): string {
  const headers = logged.map((name) => `"${name}":"$http_${name.replaceAll('-', '_')}"`).join(',')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `daemon off;
master_process off;
pid ${directory}/pid;
events {}
http {
  log_format seen escape=json '{"method":"$request_method","target":"$request_uri","path":"$uri","headers":{${headers}}}';
  access_log syslog:server=127.0.0.1:${logPort},nohostname seen;
  underscores_in_headers on;
  ${temporary.map((name) => `${name}_temp_path ${directory}/${name};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    location / { return 200 ok; }
  }
}
`
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise((resolve) => {
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    })
    socket.destroy()
    if (isOpen) return
    await delay(10)
  }
}
