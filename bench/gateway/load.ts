import { parentPort, workerData } from 'node:worker_threads'
import { Pool } from 'undici'

/** 64 connections that ask as fast as they are answered. */
const { authorizations, path, port, seconds } = workerData as {
  authorizations: readonly string[]
  path: string
  port: number
  seconds: number
}
const connections = 64
const pool = new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 })
const latencies: number[] = []
let failures = 0
let turn = 0

await run(0.5)
latencies.length = 0
const elapsed = await run(seconds)
latencies.sort((one, other) => one - other)
const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0
await pool.close()
parentPort?.postMessage({ requests: latencies.length, seconds: elapsed, p50: at(0.5), p99: at(0.99), failures })

async function run(duration: number): Promise<number> {
  const started = performance.now()
  const ends = started + duration * 1000
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < ends) await one()
    }),
  )
  return (performance.now() - started) / 1000
}

function one(): Promise<void> {
  const began = performance.now()
  const authorization = authorizations.length === 0 ? undefined : authorizations[(turn += 1) % authorizations.length]
  return new Promise((resolve) => {
    let status = 0
    const end = () => {
      if (status !== 200) failures += 1
      latencies.push(performance.now() - began)
      resolve()
    }
    pool.dispatch(
      { path, method: 'GET', headers: authorization === undefined ? {} : { authorization } },
      {
        onRequestStart: () => {},
        onResponseStart: (_controller, statusCode) => void (status = statusCode),
        onResponseData: () => {},
        onResponseEnd: end,
        onResponseError: end,
      },
    )
  })
}
