import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

interface Pool {
  readonly endpoint: string
  readonly userPoolId: string
  readonly clientId: string
}

/** Not packages of this project: they are fetched for the time of a comparison. */
const packages = ['@aws-amplify/ui-react@6.15.6', 'aws-amplify@6.22.1', 'react@19.3.1', 'react-dom@19.3.1'] as const

/** A page with Amplify UI's Authenticator, as its guide sets it up, built for production and served with gzip. */
export async function serveAuthenticator(pool: Pool): Promise<AsyncDisposable & { readonly url: string }> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'authenticator-'))
  started.defer(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}')
  fetchPackages(folder)
  const files = new Map([
    ['/', file('text/html', page)],
    ['/main.js', file('text/javascript', await bundle(folder, pool))],
    ['/styles.css', file('text/css', await readFile(join(folder, stylesheet)))],
  ])
  const server = createServer((request, response) => {
    const found = files.get(request.url ?? '')
    if (found === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': found.type, 'content-encoding': 'gzip' }).end(found.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  started.defer(async () => {
    server.closeAllConnections()
    await server[Symbol.asyncDispose]()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The page has no address.')
  const all = started.move()
  return { url: `http://127.0.0.1:${address.port}/`, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

/** The prebuilt sheet of the library, which is what its import comes to. */
const stylesheet = 'node_modules/@aws-amplify/ui-react/dist/styles.css'

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/styles.css"><script type="module" src="/main.js"></script></head>
<body><div id="root"></div></body></html>`

function fetchPackages(folder: string): void {
  const flags = [
    'install',
    '--loglevel=error',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    ...packages,
  ]
  const { status } = spawnSync('npm', flags, {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('npm could not fetch what the comparison needs.')
}

async function bundle(folder: string, { endpoint, userPoolId, clientId }: Pool): Promise<string> {
  const cognito = { userPoolId, userPoolClientId: clientId, userPoolEndpoint: endpoint }
  const entry = join(folder, 'main.js')
  await writeFile(
    entry,
    `import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { Amplify } from 'aws-amplify'
import { Authenticator } from '@aws-amplify/ui-react'
Amplify.configure({ Auth: { Cognito: ${JSON.stringify(cognito)} } })
createRoot(document.getElementById('root')).render(createElement(Authenticator))`,
  )
  const build = await rolldown({
    input: entry,
    cwd: folder,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    logLevel: 'silent',
  })
  const { output } = await build.generate({ format: 'esm', minify: true, codeSplitting: false })
  await build.close()
  return output[0].code
}

function file(type: string, text: string | Buffer): { readonly type: string; readonly body: Buffer } {
  return { type: `${type}; charset=utf-8`, body: gzipSync(text, { level: 9 }) }
}
