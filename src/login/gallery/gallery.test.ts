import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { gallery } from './gallery.ts'

describe('the gallery', () => {
  test('has every page', () => {
    const here = new URL('./', import.meta.url)
    const drawn = readdirSync(here)
      .filter((name) => !name.endsWith('.test.ts') && name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(name, here), 'utf8'))
      .join('')
    const pages = ['../pages/', '../account/pages/'].flatMap((folder) =>
      readdirSync(new URL(folder, here)).map((name) => `${folder}${name}`),
    )
    assert.deepEqual(
      pages.filter((name) => !name.endsWith('.test.ts') && !drawn.includes(`'${name}'`)),
      [],
      'pages without an exhibit',
    )
  })

  test('has no name twice, and names that can be part of an address', () => {
    const names = gallery.map(({ name }) => name)
    assert.deepEqual(names, [...new Set(names)])
    assert.deepEqual(
      names.filter((name) => !/^[a-z-]+$/.test(name)),
      [],
    )
  })
})
