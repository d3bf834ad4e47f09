import type { Document } from '../../contract/shapes.gen.ts'

type Tree = { readonly [member: string]: Document }

/** The value at a path of member names with dots between them: `components.form.borderRadius`. */
export function settingAt(settings: Document | undefined, path: string): Document | undefined {
  return path
    .split('.')
    .reduce<Document | undefined>(
      (tree, name) => (isTree(tree) && Object.hasOwn(tree, name) ? tree[name] : undefined),
      settings,
    )
}

export function isTree(value: Document | undefined): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One of the words, or the first where it is none of them. */
export function wordAt<Word extends string>(
  settings: Document | undefined,
  path: string,
  words: readonly [Word, ...Word[]],
): Word {
  const value = settingAt(settings, path)
  return words.find((word) => word === value) ?? words[0]
}

export function isOnAt(settings: Document | undefined, path: string): boolean {
  return settingAt(settings, path) === true
}
