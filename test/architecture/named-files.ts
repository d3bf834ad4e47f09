import type { SourceFile } from './source-tree.ts'

/** Files, and the ends of paths, that a README names. */
const names = /`(\/?[\w.-]+(?:\/[\w.-]+)*\.(?:ts|tsx|mjs|js|css|json|yaml))`/g

/** READMEs that name a file which is nowhere in the tree: what they say of it is stale. */
export function findLostNames(readmes: readonly SourceFile[], paths: readonly string[]): string[] {
  const ends = new Set(paths.flatMap(endsOf))
  return readmes.flatMap(({ path, text }) =>
    [...text.matchAll(names)]
      .map(([, name = '']) => name.replace(/^(\.{0,2}\/)+/, ''))
      .filter((name) => !ends.has(name))
      .map((name) => `${path} names ${name}`),
  )
}

/** `a/b/c.ts` may be called `c.ts`, `b/c.ts` and `a/b/c.ts`. */
function endsOf(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(index).join('/'))
}
