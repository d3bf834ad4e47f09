import type { Directive, Statement } from 'oxc-parser'
import { parse, isTest, type SourceFile } from './source-tree.ts'

// STYLE rule 6: refused as a whole name, those of the second list also as the last word of a longer one.
const emptyNames = new Set('data info base misc types constants interfaces utils helpers managers services'.split(' '))
const drawerNames = new Set('util utils helper helpers common shared manager service'.split(' '))

const barrels = new Set(['src/operations/index.ts'])

/** Files and folders whose names say nothing about what is in them. */
export function findForbiddenNames(files: readonly SourceFile[]): string[] {
  const ours = files.filter(({ path }) => !path.startsWith('examples/'))
  return ours.flatMap(({ path }) => {
    const parts = path.split('/').map((part) => part.replace(/\..*$/, ''))
    const bad = parts.find((part) => emptyNames.has(part) || drawerNames.has(part.split('-').at(-1) ?? ''))
    return bad === undefined ? [] : [`${path} is named "${bad}"`]
  })
}

/** `index.ts` files and files that only re-export: both hide where a thing lives and invite cycles. */
export function findBarrels(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => file.path.startsWith('src/') && !barrels.has(file.path))
    .flatMap((file) => {
      if (/(^|\/)index\.ts$/.test(file.path)) return [`${file.path} is an index file`]
      const { body } = parse(file).program
      if (body.some(({ type }) => type === 'ExportAllDeclaration'))
        return [`${file.path} re-exports all of another file`]
      return body.length > 0 && body.every(isPassage) ? [`${file.path} only re-exports others`] : []
    })
}

function isPassage(statement: Statement | Directive): boolean {
  if (statement.type === 'ImportDeclaration') return true
  return statement.type === 'ExportNamedDeclaration' && statement.declaration === null
}

/** STYLE rule 10. Configuration files of tools, outside src, may need a default export. */
export function findDefaultExports(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => file.path.startsWith('src/') || isTest(file))
    .filter((file) => parse(file).program.body.some(exportsDefault))
    .map(({ path }) => `${path} has a default export`)
}

function exportsDefault(statement: Statement | Directive): boolean {
  if (statement.type === 'ExportDefaultDeclaration') return true
  if (statement.type !== 'ExportNamedDeclaration') return false
  return statement.specifiers.some(({ exported }) => exported.type === 'Identifier' && exported.name === 'default')
}
