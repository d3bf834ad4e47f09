import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, test } from 'node:test'

// In a process of its own: what this one has on its heap is nobody's business.
const program = (seconds: number) => `
  const { releaseMemoryIn } = await import('${new URL('release-memory.ts', import.meta.url).href}')
  let garbage = Array.from({ length: 300_000 }, (_, i) => ({ i }))
  garbage = undefined
  const before = process.memoryUsage().heapTotal
  using _release = releaseMemoryIn(${seconds})
  await new Promise((resolve) => setTimeout(resolve, 300))
  console.log(before - process.memoryUsage().heapTotal)`

function releasedBytes(seconds: number): number {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program(seconds)], {
    encoding: 'utf8',
  })
  assert.equal(stderr, '')
  return Number(stdout)
}

describe('releaseMemoryIn', () => {
  test('gives memory back when its time has come', () => {
    assert.ok(releasedBytes(0.05) > 5_000_000)
  })

  test('does nothing before, and keeps no process alive', () => {
    assert.ok(releasedBytes(60) < 5_000_000)
  })
})
