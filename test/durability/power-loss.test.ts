import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { parseHistory, type History } from './history.ts'
import { rounds, seed, seeded } from './rounds.ts'
import { runChild, type ChildRun } from './run-child.ts'
import { verify } from './verify.ts'

type Planted = Pick<ChildRun, 'options' | 'env'>

const source = fileURLToPath(new URL('./fsync-shadow.c', import.meta.url))
const compiler = process.env['CC'] ?? 'cc'
const newFolder = temporaryFolders()
const canCompile = process.platform === 'linux' && spawnSync(compiler, ['--version']).status === 0

describe('power loss (REL-02)', { skip: canCompile ? false : 'needs Linux and a C compiler (cc)' }, () => {
  let library = ''
  before(() => {
    library = join(newFolder(), 'fsync-shadow.so')
    const compiled = spawnSync(compiler, ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl', '-lpthread'])
    assert.equal(compiled.status, 0, String(compiled.stderr))
  })

  /** Runs a child, cuts the power, and returns the file that the disk would hold. */
  async function cutPower(until: Pick<ChildRun, 'deeds' | 'faults'>, { options = {}, env = {} }: Planted = {}) {
    const folder = newFolder()
    const [from, to] = [join(folder, 'memory'), join(folder, 'disk')]
    mkdirSync(from)
    mkdirSync(to)
    const shadow = { LD_PRELOAD: library, SHADOW_FROM: from, SHADOW_TO: to, ...env }
    const history = await runChild({ place: join(from, 'sallyport.db'), round: 'r', ...until, options, env: shadow })
    rmSync(from, { recursive: true })
    return { history, file: join(to, 'sallyport.db') }
  }

  const cuts = Math.ceil(rounds / 5)
  test(`${cuts} cuts lose nothing that was confirmed (seed ${seed})`, async (context) => {
    const below = seeded(seed)
    let confirmed = 0
    for (let round = 0; round < cuts; round += 1) {
      // Now and then long enough for checkpoints, which happen every thousand pages.
      const { history, file } = await cutPower({ deeds: 1 + below(round % 5 === 0 ? 4000 : 400) })
      assert.deepEqual(await verify(file, 'r', history), [], `cut ${round}, seed ${seed}`)
      confirmed += history.confirmed.length
    }
    context.diagnostic(`${confirmed} confirmed deeds kept`)
  })

  for (const pragma of ['synchronous = off', 'synchronous = normal']) {
    test(`the harness sees ${pragma}`, async () => {
      const { history, file } = await cutPower({ deeds: 300 }, { options: { pragmas: [pragma] } })
      assert.notDeepEqual(await verify(file, 'r', history), [])
    })
  }

  test('a sync that fails stops all further commits, and a restart finds what was confirmed (REL-03)', async () => {
    for (const failing of [15, 16, 40, 100]) {
      const { history, file } = await cutPower(
        { deeds: Infinity, faults: 100 },
        { env: { SHADOW_EIO_AT: String(failing) } },
      )
      assertStopped(history)
      assert.deepEqual(await verify(file, 'r', history), [], `EIO at sync ${failing}`)
    }
  })
})

function assertStopped({ faults }: History): void {
  assert.equal(faults[0], 'engine')
  assert.ok(faults.includes('stopped'))
  assert.ok(faults.every((reason) => reason === 'engine' || reason === 'stopped'))
  const firstStopped = faults.indexOf('stopped')
  assert.ok(faults.slice(firstStopped + 20).every((reason) => reason === 'stopped'))
}

describe('the history of a child', () => {
  test('leaves out a line that was cut off', () => {
    const whole = ['trying', 'confirmed']
      .map((said) => `{"said":"${said}","what":{"deed":"create-user","of":"a"}}\n`)
      .join('')
    const { tried, confirmed } = parseHistory(`${whole}{"said":"conf`)
    assert.equal(tried.length, 1)
    assert.equal(confirmed.length, 1)
  })
})
