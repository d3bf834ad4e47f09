/**
 * How soon people see the sign-in page on a slow line: largest contentful paint at 1.6 Mbit/s and 150 ms a round trip, on a
 * processor a quarter as fast, with nothing in the cache; beside it, in the same run, Amplify UI's Authenticator, which
 * npm fetches into a folder of its own for this. Rounds are interleaved, since machines drift: trust the ratios first.
 *
 *   node bench/login-page.ts [rounds] [--assert]
 */
import { availableParallelism, loadavg } from 'node:os'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { startReferenceSystem } from '../test/journey/reference-system.ts'
import { serveAuthenticator } from './login-page/authenticator.ts'
import { firstView, type FirstView } from './login-page/first-view.ts'
import { serverTimes } from './login-page/server-times.ts'

/** Bars of ours: milliseconds to the paint, bytes of everything, milliseconds of the server at the 95th percentile. */
const bars = { paint: 1000, bytes: 30_720, server: 20 } as const

const { values, positionals } = parseArgs({
  options: { assert: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const rounds = Number(positionals[0] ?? 7)

await using system = await startReferenceSystem()
await using authenticator = await serveAuthenticator({
  endpoint: system.ready.httpUrl,
  userPoolId: system.ready.userPoolId ?? '',
  clientId: system.ready.clientId ?? '',
})
const pages = {
  'sign-in page': { url: system.signInUrl, field: 'input[name=username]' },
  'by way of authorize': {
    url: system.signInUrl.replace('/login?', '/oauth2/authorize?'),
    field: 'input[name=username]',
  },
  Authenticator: { url: authenticator.url, field: 'input[name=username]' },
} as const
type Name = keyof typeof pages
const names: readonly Name[] = ['sign-in page', 'by way of authorize', 'Authenticator']
const views = new Map<Name, FirstView[]>(names.map((name) => [name, []]))

// The first visit of each is the program's own first, not the page's.
for (const name of names) await firstView(system.browser, pages[name])
for (let round = 0; round < rounds; round += 1) {
  for (const name of names) views.get(name)?.push(await firstView(system.browser, pages[name]))
}

const ours = middleView('sign-in page')
print(`of ${rounds} visits each`, ['LCP median', 'least', 'most', 'bytes', 'requests', 'LCP ×', 'bytes ×'])
for (const name of names) {
  const { paint, bytes, requests } = middleView(name)
  const paints = paintsOf(name)
  const figures = [paint, paints[0] ?? Number.NaN, paints.at(-1) ?? Number.NaN].map((time) => `${Math.round(time)} ms`)
  const ratios = [paint / ours.paint, bytes / ours.bytes].map((ratio) => ratio.toFixed(2))
  print(name, [...figures, String(bytes), String(requests), ...ratios])
}

// Figures of a machine that does other work besides are not the page's.
const load = `${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`
const { p50, p95 } = await serverTimes(system.signInUrl)
process.stdout.write(
  `\nHTML of the sign-in page from the server: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms\nload of the machine: ${load}\n\n`,
)
check('largest contentful paint', ours.paint, bars.paint, 'ms')
check('bytes of the first view', ours.bytes, bars.bytes, 'bytes')
check('server time, p95', p95, bars.server, 'ms')

function paintsOf(name: Name): readonly number[] {
  return (views.get(name) ?? []).map(({ paint }) => paint).toSorted((a, b) => a - b)
}

/** Bytes and requests are the same at each visit but for what the first of a kind caused. */
function middleView(name: Name): FirstView {
  const sorted = (views.get(name) ?? []).toSorted((a, b) => a.paint - b.paint)
  return sorted[Math.floor(sorted.length / 2)] ?? { paint: Number.NaN, bytes: Number.NaN, requests: Number.NaN }
}

function print(name: string, columns: readonly string[]): void {
  process.stdout.write(`${name.padEnd(22)}${columns.map((column) => column.padStart(12)).join('')}\n`)
}

function check(name: string, figure: number, bar: number, unit: string): void {
  const isBelow = figure < bar
  process.stdout.write(`${isBelow ? 'ok  ' : 'OVER'} ${name.padEnd(26)} ${Math.round(figure)} ${unit} (bar ${bar})\n`)
  if (values.assert && !isBelow) process.exitCode = 1
}
