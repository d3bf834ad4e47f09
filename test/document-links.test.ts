import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const documents = new Map<string, string>()
for await (const path of glob(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: root })) {
  documents.set(path, await readFile(join(root, path), 'utf8'))
}

/** Links to a file that is not there, or to a heading that its document has not. */
function deadLinks(path: string, text: string): readonly string[] {
  const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link)
  return links.filter((link) => {
    if (/^\w+:/.test(link)) return false
    const [file = '', anchor = ''] = link.split('#')
    const target = file === '' ? path : normalize(join(dirname(path), file))
    if (!existsSync(join(root, target))) return true
    const headings = documents.get(target)?.matchAll(/^#+ (.*)$/gm)
    return (
      anchor !== '' &&
      headings !== undefined &&
      !Array.from(headings, ([, text = '']) => anchorOf(text)).includes(anchor)
    )
  })
}

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
  return text.replaceAll(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-')
}

test('links of documents lead somewhere', () => {
  assert.ok(documents.size > 20)
  const dead = [...documents].flatMap(([path, text]) => deadLinks(path, text).map((link) => `${path}: ${link}`))
  assert.deepEqual(dead, [])
})

test('a link that leads nowhere would be found', () => {
  const text = '[a](gone.md) [b](gateway.md#gone) [c](gateway.md#mutual-tls) [d](https://example.com/gone)'
  assert.deepEqual(deadLinks('docs/guides/templates.md', text), ['gone.md', 'gateway.md#gone'])
})
