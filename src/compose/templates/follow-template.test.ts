import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { until } from '../../../test/until.ts'
import { followTemplate } from './follow-template.ts'

const folder = mkdtempSync(join(tmpdir(), 'followed-'))
after(() => rmSync(folder, { recursive: true }))

/** Follows a file of its own. Each outcome is of one reading; an error is thrown. */
async function follow(name: string, outcomes: readonly (Error | undefined)[]) {
  const template = join(folder, name)
  writeFileSync(template, 'first')
  const lines: string[] = []
  const note = (_: object, message: string): void => void lines.push(message)
  let readings = 0
  const followed = await followTemplate({
    template,
    files: [template],
    everySeconds: 0.005,
    log: { info: note, error: note },
    mayPass: (error) => error instanceof Error && error.message.startsWith('away'),
    async readAgain(noteFile) {
      noteFile(template)
      const outcome = outcomes[readings]
      readings += 1
      if (outcome !== undefined) throw outcome
    },
  })
  return {
    lines,
    readings: () => readings,
    change: (text: string) => writeFileSync(template, text),
    [Symbol.dispose]: () => followed[Symbol.dispose](),
  }
}

const broken = 'template cannot be read again; the last good one stays in use'

describe('a template that is followed', () => {
  test('is tried again where what was in the way may pass, and told once', async () => {
    using on = await follow('a.yaml', [new Error('away'), new Error('away'), new Error('away: still'), undefined])
    on.change('second version')
    await until(() => on.lines.includes('template read again'))
    const told = `${broken}, and it is tried again`
    assert.deepEqual([on.readings(), on.lines], [4, [told, told, 'template read again']])
  })

  test('that is broken is read again once it has changed, and not before', async () => {
    using on = await follow('b.yaml', [new Error('two.yaml:1: wrong'), undefined])
    on.change('second version')
    await until(() => on.lines.length === 1)
    on.change('a third, longer version')
    await until(() => on.lines.length === 2)
    assert.deepEqual([on.readings(), on.lines], [2, [broken, 'template read again']])
  })
})
