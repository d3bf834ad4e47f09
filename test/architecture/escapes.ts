import { Visitor } from 'oxc-parser'
import { isGenerated, isTest, lineOf, parse, type SourceFile } from './source-tree.ts'

export type Escape = 'any' | 'non-null' | 'as'

/** Places where code steps around the type checker (STYLE rule 16). `as const` adds knowledge and is free. */
export function findTypeEscapes(files: readonly SourceFile[]): { kind: Escape; at: string }[] {
  return files
    .filter((file) => file.path.startsWith('src/') && !isGenerated(file) && !isTest(file))
    .flatMap((file) => escapesOf(file))
}

function escapesOf(file: SourceFile): { kind: Escape; at: string }[] {
  const found: { kind: Escape; at: string }[] = []
  const report = (kind: Escape, start: number): void =>
    void found.push({ kind, at: `${file.path}:${lineOf(file.text, start)}` })
  new Visitor({
    TSAnyKeyword: ({ start }) => report('any', start),
    TSNonNullExpression: ({ start }) => report('non-null', start),
    TSTypeAssertion: ({ start }) => report('as', start),
    TSAsExpression({ typeAnnotation, start }) {
      const isConst =
        typeAnnotation.type === 'TSTypeReference' &&
        typeAnnotation.typeName.type === 'Identifier' &&
        typeAnnotation.typeName.name === 'const'
      if (!isConst) report('as', start)
    },
  }).visit(parse(file).program)
  return found
}
