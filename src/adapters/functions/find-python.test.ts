import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { findPython } from './find-python.ts'

const home = mkdtempSync(join(tmpdir(), 'python-'))
after(() => rmSync(home, { recursive: true, force: true }))

/** An environment whose one program is a `python3` of these lines. */
function withPython(name: string, lines?: string) {
  const folder = join(home, name)
  mkdirSync(folder)
  const program = join(folder, 'python3')
  if (lines !== undefined) {
    writeFileSync(program, `#!/bin/sh\n${lines}\n`)
    chmodSync(program, 0o755)
  }
  return { PATH: folder }
}

describe('findPython', { skip: process.platform === 'win32' && 'the programs are scripts' }, () => {
  test('names the program that runs in the end, and not what leads to it', async () => {
    const environment = withPython('manager', 'echo 12 "/opt/python 3.12/bin/python3"')
    assert.deepEqual(await findPython(environment), { program: '/opt/python 3.12/bin/python3', minor: 12 })
  })

  for (const [name, lines] of [
    ['none', undefined],
    ['one that fails', 'exit 1'],
    ['one that fails after all', 'echo 12 /usr/bin/python3; exit 1'],
    ['one that says something else', 'echo Python was not found'],
    ['one that has no program', 'echo 12 ""'],
  ] as const) {
    test(`finds nothing where there is ${name}`, async () => {
      assert.equal(await findPython(withPython(name.replaceAll(' ', '-'), lines)), undefined)
    })
  }

  test('loads nothing of the folder that it is asked in', async (t) => {
    const found = await findPython()
    if (found === undefined) return t.skip('no python3')
    assert.ok(existsSync(found.program))
    const folder = join(home, 'planted')
    mkdirSync(folder)
    writeFileSync(join(folder, 'sitecustomize.py'), 'raise SystemExit(3)')
    assert.deepEqual(await findPython({ ...process.env, PYTHONPATH: folder }), found)
  })
})
