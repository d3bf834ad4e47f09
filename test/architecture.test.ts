import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findAmbientAccess } from './architecture/ambient.ts'
import { findCycles, findRoomCycles } from './architecture/cycles.ts'
import { findForbiddenEdges, findImportedTests, findUnseededProperties } from './architecture/layers.ts'
import { findLostNames } from './architecture/named-files.ts'
import { findBarrels, findDefaultExports, findForbiddenNames } from './architecture/naming.ts'
import { allPaths, readReadmes, readSourceTree, type SourceFile } from './architecture/source-tree.ts'
import { findLoadedAtStart } from './architecture/start.ts'
import { budgets } from './budgets.ts'

const tree = readSourceTree()

/** A source tree with defects planted in it. */
function planted(files: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }))
}

describe('import table', () => {
  test('the project has no forbidden edge', () => assert.deepEqual(findForbiddenEdges(tree), []))

  const forbidden: Readonly<Record<string, [from: string, text: string]>> = {
    'a surface that imports another': ['src/oauth/token.ts', `import { a } from '../login/page.ts'`],
    'a type-only import upwards': ['src/domain/user.ts', `import type { A } from '../flows/sign-in.ts'`],
    'a type written as import()': ['src/domain/user.ts', `export type A = import('../flows/sign-in.ts').A`],
    'a dynamic import upwards': ['src/flows/sign-in.ts', `export const a = () => import('../server/listeners.ts')`],
    'an adapter that imports another': ['src/adapters/smtp/mail.ts', `import '../sql/users.ts'`],
    'an edge between kernel folders': ['src/crypto/jwt.ts', `import '../contract/refusal.ts'`],
    'production code that imports a test': ['src/flows/sign-in.ts', `import './sign-in.test.ts'`],
    'production code that imports the test kit': ['src/server/health.ts', `import '../testing/sallyport.ts'`],
    'a re-export upwards': ['src/ports/clock.ts', `export { a } from '../adapters/system/clock.ts'`],
    'an example in anything but compose': ['src/server/health.ts', `import '../../examples/notes/app-server.ts'`],
    'a folder that the table does not know': ['src/plugins/a.ts', `import '../domain/user.ts'`],
    'disk access in a pure layer': ['src/crypto/jwk.ts', `import { readFileSync } from 'node:fs'`],
  }
  for (const [name, [path, text]] of Object.entries(forbidden)) {
    test(`${name} is found`, () => assert.equal(findForbiddenEdges(planted({ [path]: text })).length, 1))
  }

  const allowed: Readonly<Record<string, [from: string, text: string]>> = {
    'sqlite over sql': ['src/adapters/sqlite/storage.ts', `import '../sql/users.ts'`],
    'a surface over flows': ['src/operations/users/AdminGetUser.ts', `import '../../flows/users/require-user.ts'`],
    'compose over an adapter': ['src/compose.ts', `import './adapters/smtp/mail.ts'`],
    'compose over the reference system': [
      'src/compose/development/reference-app.ts',
      `import '../../../examples/notes/app-server.ts'`,
    ],
    'a test over anything': ['src/flows/sign-in.test.ts', `import '../adapters/memory/storage.ts'`],
    'a package in an impure layer': ['src/adapters/postgres/pool.ts', `import pg from 'pg'`],
  }
  for (const [name, [path, text]] of Object.entries(allowed)) {
    test(`${name} is allowed`, () => assert.deepEqual(findForbiddenEdges(planted({ [path]: text })), []))
  }
})

describe('tests', () => {
  test('are imported by nobody', () => assert.deepEqual(findImportedTests(tree), []))

  test('a kit that lies in a test is found', () => {
    const files = planted({ 'test/kit.ts': `import { a } from '../src/domain/a.test.ts'` })
    assert.deepEqual(findImportedTests(files), ['test/kit.ts:1 imports src/domain/a.test.ts'])
  })
})

describe('property tests', () => {
  test('draw from one seed', () => assert.deepEqual(findUnseededProperties(tree), []))

  test('one that draws at random is found', () => {
    const files = planted({ 'src/domain/a.test.ts': `import fc from 'fast-check'` })
    assert.deepEqual(findUnseededProperties(files), [
      'src/domain/a.test.ts:1 imports fast-check, and not test/fast-check.ts',
    ])
  })
})

describe('cycles', () => {
  test('the project has none', () => assert.deepEqual(findCycles(tree), []))

  test('a cycle through types is found', () => {
    const files = planted({
      'src/domain/a.ts': `import type { B } from './b.ts'`,
      'src/domain/b.ts': `import { c } from './c.ts'`,
      'src/domain/c.ts': `import type { A } from './a.ts'`,
      'src/domain/d.ts': `import { a } from './a.ts'`,
    })
    assert.deepEqual(findCycles(files), ['src/domain/a.ts <-> src/domain/b.ts <-> src/domain/c.ts'])
  })

  test('a file that imports itself is found', () => {
    assert.deepEqual(findCycles(planted({ 'src/domain/a.ts': `import './a.ts'` })), ['src/domain/a.ts'])
  })
})

describe('floors', () => {
  const layers = [...new Set(tree.map(({ path }) => path.split('/', 2).join('/')))].filter(
    (path) => !path.endsWith('.ts'),
  )

  for (const folder of layers) {
    test(`the folders of ${folder} form floors`, () => assert.deepEqual(findRoomCycles(tree, folder), []))
  }

  test('folders that import each other are found', () => {
    const files = planted({
      'src/gateway/a/one.ts': `import { two } from '../b/two.ts'`,
      'src/gateway/a/three.ts': '',
      'src/gateway/b/two.ts': '',
      'src/gateway/b/four.ts': `import type { Three } from '../a/three.ts'`,
    })
    assert.deepEqual(findRoomCycles(files, 'src/gateway'), ['a <-> b'])
  })
})

describe('a start', () => {
  test('loads nothing that only some requests need', () => assert.deepEqual(findLoadedAtStart(tree).needless, []))

  test('loads few files', (t) => {
    const { files } = findLoadedAtStart(tree)
    t.diagnostic(`${files.length} files are loaded by a start`)
    assert.ok(files.length <= budgets.filesAtStart, `${files.length} files, the budget is ${budgets.filesAtStart}`)
  })

  const entry = 'src/compose/development/start-development.ts'
  const sender = 'src/adapters/smtp/smtp-mail-sender.ts'
  const needless: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'a page of managed login': { [entry]: `import { loginRoutes } from '../../login/routes.ts'` },
    'a package that another file imports': {
      [entry]: `import '../../adapters/smtp/smtp-mail-sender.ts'`,
      [sender]: `import { createTransport, type Transport } from 'nodemailer'`,
    },
    'a package that another file re-exports': {
      [entry]: `import { Pool } from '../../adapters/postgres/pool.ts'`,
      'src/adapters/postgres/pool.ts': `export { Pool } from 'pg'`,
    },
  }
  for (const [name, files] of Object.entries(needless)) {
    test(`that loads ${name} is found`, () => assert.equal(findLoadedAtStart(planted(files)).needless.length, 1))
  }

  test('may name types and load on demand', () => {
    const text = `import type { Pool } from 'pg'\nexport const load = () => import('nodemailer')`
    assert.deepEqual(findLoadedAtStart(planted({ [entry]: text })), { files: [entry], needless: [] })
  })
})

describe('names', () => {
  test('the project has no forbidden name', () => assert.deepEqual(findForbiddenNames(tree), []))

  for (const path of [
    'src/flows/utils.ts',
    'src/login/helpers/a.ts',
    'src/domain/user-service.ts',
    'src/http/data.ts',
  ]) {
    test(`${path} is found`, () => assert.equal(findForbiddenNames(planted({ [path]: '' })).length, 1))
  }

  for (const path of ['src/federation/service-provider.ts', 'src/oauth/userinfo.ts', 'src/flows/data-key.ts']) {
    test(`${path} is allowed`, () => assert.deepEqual(findForbiddenNames(planted({ [path]: '' })), []))
  }
})

describe('exports', () => {
  test('the project has no barrel', () => assert.deepEqual(findBarrels(tree), []))
  test('the project has no default export', () => assert.deepEqual(findDefaultExports(tree), []))

  test('index files and re-exports are found, the table of operations is not', () => {
    const files = planted({
      'src/domain/index.ts': 'export const a = 1',
      'src/domain/user.ts': `import { b } from './b.ts'\nexport type { A } from './a.ts'\nexport { b }`,
      'src/domain/pool.ts': `export * from './a.ts'\nexport const c = 1`,
      'src/domain/own.ts': `export { a } from './a.ts'\nexport const c = 1`,
      'src/operations/index.ts': `export * from './users/AdminGetUser.ts'`,
    })
    assert.deepEqual(findBarrels(files), [
      'src/domain/index.ts is an index file',
      'src/domain/user.ts only re-exports others',
      'src/domain/pool.ts re-exports all of another file',
    ])
  })

  test('a default export is found', () => {
    const files = planted({ 'src/domain/user.ts': 'export default function user() {}' })
    assert.deepEqual(findDefaultExports(files), ['src/domain/user.ts has a default export'])
  })
})

describe('READMEs', () => {
  test('name files that there are', () => assert.deepEqual(findLostNames(readReadmes(), allPaths()), []))

  test('a file that was moved away is found', () => {
    const text = '`a.ts` calls `b/c.ts`, which `../b/README.md` tells of; `d/a.ts` is gone, and so is `e.ts`.'
    const readmes = planted({ 'src/b/README.md': text })
    assert.deepEqual(findLostNames(readmes, ['src/b/a.ts', 'src/b/c.ts', 'src/b/README.md']), [
      'src/b/README.md names d/a.ts',
      'src/b/README.md names e.ts',
    ])
  })
})

describe('surroundings', () => {
  test('the project takes them only where it may', () => assert.deepEqual(findAmbientAccess(tree), []))

  const defects: Readonly<Record<string, [path: string, text: string]>> = {
    'Date.now': ['src/flows/a.ts', 'export const a = Date.now()'],
    'new Date()': ['src/flows/a.ts', 'export const a = new Date()'],
    'Math.random': ['src/adapters/system/a.ts', 'export const a = Math.random()'],
    localStorage: ['examples/notes/web/a.js', `localStorage.setItem('a', 'b')`],
    sessionStorage: ['src/login/a.ts', `globalThis.sessionStorage`],
    'process.env': ['src/server/a.ts', `export const a = process.env['A']`],
    'process.exit': ['src/cli/a.ts', 'process.exit(1)'],
    child_process: ['src/server/a.ts', `import { spawn } from 'node:child_process'`],
    randomBytes: ['src/flows/a.ts', `import { randomBytes } from 'node:crypto'`],
    'crypto.randomUUID': ['src/flows/a.ts', 'export const a = crypto.randomUUID()'],
  }
  for (const [what, [path, text]] of Object.entries(defects)) {
    test(`${what} is found`, () =>
      assert.deepEqual(findAmbientAccess(planted({ [path]: text })), [`${path}:1 uses ${what}`]))
  }

  test('a date made from a value is allowed, and an adapter may read the clock', () => {
    const files = planted({
      'src/domain/a.ts': 'export const a = new Date(0)',
      'src/adapters/system/clock.ts': 'export const a = new Date()',
    })
    assert.deepEqual(findAmbientAccess(files), [])
  })
})
