import { Agent, request } from 'node:https'

const warmUps = 50
const visits = 400

/** How long the server takes for a page's HTML, over a connection that is open already. */
export async function serverTimes(url: string): Promise<{ readonly p50: number; readonly p95: number }> {
  // The local certificate, which nothing but the installation's own authority vouches for.
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false })
  const page = new URL(url)
  const times: number[] = []
  for (let visit = 0; visit < warmUps + visits; visit += 1) {
    const startedAt = performance.now()
    await fetchPage(page, agent)
    if (visit >= warmUps) times.push(performance.now() - startedAt)
  }
  agent.destroy()
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95) }
}

/** By the loopback's own name: not every resolver knows the names below `localhost`. */
function fetchPage(url: URL, agent: Agent): Promise<void> {
  const { host, hostname: servername, port, pathname, search } = url
  const headers = { host, 'accept-encoding': 'gzip, br' }
  return new Promise((resolve, reject) => {
    request({ host: 'localhost', port, servername, path: `${pathname}${search}`, agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`The page answers ${response.statusCode}.`))
      response.resume().on('end', resolve).on('error', reject)
    })
      .on('error', reject)
      .end()
  })
}
