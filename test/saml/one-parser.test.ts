import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { edgesOf } from '../architecture/module-edges.ts'
import { readSourceTree } from '../architecture/source-tree.ts'

/** Programs that read XML: two of them in one message are two opinions about it (SAML-01). */
const parsers = /(^|\/)(@xmldom\/xmldom|xmldom|xml2js|sax|saxes|libxmljs2?|fast-xml-parser|htmlparser2|parse5|xml-js)$/

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>
}

test('what is installed to run has one XML parser, once', () => {
  const lock: Lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'))
  const installed = Object.entries(lock.packages).filter(([path, { dev }]) => dev !== true && parsers.test(path))
  assert.deepEqual(
    installed.map(([path]) => path),
    ['node_modules/@xmldom/xmldom'],
  )
})

test('it is reached through src/xml, and by what looks into drawings', () => {
  const reaching = readSourceTree()
    .filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'))
    .flatMap((file) => edgesOf(file))
    .filter(({ to }) => parsers.test(to) || to === 'xml-crypto')
    .map(({ from, to }) => `${from} ${to}`)
  assert.deepEqual([...new Set(reaching)].sort(), [
    'src/domain/branding/safe-svg.ts @xmldom/xmldom',
    'src/xml/canonical-form.ts xml-crypto',
    'src/xml/elements.ts @xmldom/xmldom',
    'src/xml/read-root.ts @xmldom/xmldom',
  ])
})
