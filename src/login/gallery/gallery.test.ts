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
    const pages = readdirSync(new URL('../pages/', here)).filter((name) => !name.endsWith('.test.ts'))
    assert.deepEqual(
      pages.filter((name) => !drawn.includes(`../pages/${name}`)),
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
