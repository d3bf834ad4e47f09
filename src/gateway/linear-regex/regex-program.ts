import { RegexRefused, type Assertion, type CharacterTest, type RegexNode } from './regex-tree.ts'

export type Instruction =
  | { readonly kind: 'characters'; readonly accepts: CharacterTest }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  /** The first way is preferred. */
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'jump'; to: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'match' }

const MOST_INSTRUCTIONS = 3000

export function regexProgram(node: RegexNode): readonly Instruction[] {
  const program: Instruction[] = []
  emit(program, node)
  program.push({ kind: 'match' })
  return program
}

function emit(program: Instruction[], node: RegexNode) {
  if (program.length > MOST_INSTRUCTIONS) throw new RegexRefused('is too large')
  switch (node.kind) {
    case 'characters':
      program.push({ kind: 'characters', accepts: node.accepts })
      return
    case 'assertion':
      program.push({ kind: 'assertion', assertion: node.assertion })
      return
    case 'sequence':
      for (const part of node.nodes) emit(program, part)
      return
    case 'alternatives':
      emitAlternatives(program, node.nodes)
      return
    case 'group':
      program.push({ kind: 'save', slot: node.index * 2 })
      emit(program, node.node)
      program.push({ kind: 'save', slot: node.index * 2 + 1 })
      return
    case 'repeat':
      emitRepeat(program, node)
  }
}

function emitAlternatives(program: Instruction[], nodes: readonly RegexNode[]) {
  const ends: (Instruction & { kind: 'jump' })[] = []
  for (const [index, node] of nodes.entries()) {
    const isLast = index === nodes.length - 1
    const split = { kind: 'split' as const, first: program.length + 1, second: 0 }
    if (!isLast) program.push(split)
    emit(program, node)
    if (isLast) break
    const end = { kind: 'jump' as const, to: 0 }
    ends.push(end)
    program.push(end)
    split.second = program.length
  }
  for (const end of ends) end.to = program.length
}

function emitRepeat(program: Instruction[], { node, least, most, isLazy }: RegexNode & { kind: 'repeat' }) {
  for (let count = 0; count < least; count += 1) emit(program, node)
  if (most === Infinity) {
    const split = pushSplit(program)
    const from = program.length - 1
    emit(program, node)
    program.push({ kind: 'jump', to: from })
    aim(split, { into: from + 1, past: program.length, isLazy })
    return
  }
  const splits = []
  for (let count = least; count < most; count += 1) {
    const split = pushSplit(program)
    splits.push({ split, into: program.length })
    emit(program, node)
  }
  for (const { split, into } of splits) aim(split, { into, past: program.length, isLazy })
}

type Split = Instruction & { kind: 'split' }

function pushSplit(program: Instruction[]): Split {
  const split: Split = { kind: 'split', first: 0, second: 0 }
  program.push(split)
  return split
}

function aim(split: Split, { into, past, isLazy }: { into: number; past: number; isLazy: boolean }) {
  split.first = isLazy ? past : into
  split.second = isLazy ? into : past
}
