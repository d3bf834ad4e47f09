import { expect, isAt, nested, skipSpace, syntaxError, take, takeText, type Cursor } from './cursor.ts'
import type { Grammar } from './grammar.ts'
import type { Expression, Reference, ReferenceStep } from './syntax-tree.ts'

const START = /\$!?(?:\{\s*)?(?=[A-Za-z_])/y
const NAME = /[A-Za-z_][\w-]*/y
const PROPERTY = /\.(?=[A-Za-z_])/y

/** `$name`, `$!name`, `${name}` with `.property`, `.method(…)` and `[index]` behind; undefined where no name follows. */
export function parseReference(cursor: Cursor, grammar: Grammar): Reference | undefined {
  const from = cursor.at
  const start = take(cursor, START)
  const name = start === undefined ? undefined : take(cursor, NAME)
  if (start === undefined || name === undefined) return undefined
  const steps = nested(cursor, () => parseSteps(cursor, grammar))
  if (start.includes('{')) {
    skipSpace(cursor)
    if (!takeText(cursor, '}')) throw syntaxError(cursor, `expected } after ${cursor.text.slice(from, cursor.at)}`)
  }
  return {
    kind: 'reference',
    source: cursor.text.slice(from, cursor.at),
    isQuiet: start.startsWith('$!'),
    name,
    steps,
  }
}

function parseSteps(cursor: Cursor, grammar: Grammar): readonly ReferenceStep[] {
  const steps: ReferenceStep[] = []
  for (;;) {
    if (isAt(cursor, '[')) {
      steps.push(parseIndex(cursor, grammar))
      continue
    }
    if (take(cursor, PROPERTY) === undefined) return steps
    const name = take(cursor, NAME) ?? ''
    if (isAt(cursor, '(')) steps.push({ kind: 'call', name, args: parseArguments(cursor, grammar) })
    else steps.push({ kind: 'property', name })
  }
}

function parseIndex(cursor: Cursor, grammar: Grammar): ReferenceStep {
  expect(cursor, '[', 'before an index')
  skipSpace(cursor)
  const index = grammar.expression(cursor)
  skipSpace(cursor)
  expect(cursor, ']', 'after an index')
  return { kind: 'index', index }
}

function parseArguments(cursor: Cursor, grammar: Grammar): readonly Expression[] {
  expect(cursor, '(', 'before arguments')
  const args: Expression[] = []
  skipSpace(cursor)
  while (!takeText(cursor, ')')) {
    if (args.length > 0) expect(cursor, ',', 'between arguments')
    skipSpace(cursor)
    args.push(grammar.expression(cursor))
    skipSpace(cursor)
  }
  return args
}
