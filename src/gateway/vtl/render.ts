import { createBudget, defaultVtlLimits, type VtlLimits } from './budget.ts'
import { isTruthy } from './comparison.ts'
import { evaluateExpression } from './evaluate-expression.ts'
import { assign, resolveReference } from './evaluate-reference.ts'
import type { Evaluation } from './evaluation.ts'
import { iterate } from './iteration.ts'
import { createScope, macroScope } from './scope.ts'
import type { Block, PrintedReference, VtlNode, VtlTemplate } from './syntax-tree.ts'
import type { VtlValue } from './value.ts'
import { valueText } from './value-text.ts'

export interface RenderOptions {
  readonly names: ReadonlyMap<string, VtlValue>
  readonly unresolved?: Evaluation['unresolved']
  readonly limits?: VtlLimits
}

/** Carries a template out. Throws `VtlError` where Java would have thrown, or a limit is reached. */
export function renderTemplate(
  { body, macros }: VtlTemplate,
  { names, unresolved = 'itself', limits = defaultVtlLimits }: RenderOptions,
): string {
  const evaluation: Evaluation = {
    scope: createScope(names),
    budget: createBudget(limits),
    macros,
    unresolved,
    value: evaluateExpression,
    resolve: resolveReference,
    render: (block, within) => renderInto([], block, within).join(''),
  }
  return evaluation.render(body, evaluation)
}

type Ending = 'end' | 'break' | 'stop'

function renderInto(output: string[], block: Block, evaluation: Evaluation): string[] {
  run(output, block, evaluation)
  return output
}

function run(output: string[], block: Block, evaluation: Evaluation): Ending {
  for (const node of block) {
    evaluation.budget.spend(1)
    const ending = runNode(output, node, evaluation)
    if (ending !== 'end') return ending
  }
  return 'end'
}

function runNode(output: string[], node: VtlNode, evaluation: Evaluation): Ending {
  const { budget, scope } = evaluation
  switch (node.kind) {
    case 'text':
      print(output, node.text, evaluation)
      return 'end'
    case 'reference':
      print(output, printedText(node, evaluation), evaluation)
      return 'end'
    case 'set':
      assign(node.target, evaluation.value(node.value, evaluation), evaluation)
      return 'end'
    case 'if': {
      const branch = node.branches.find(({ condition }) => isTruthy(evaluation.value(condition, evaluation)))
      return run(output, branch?.body ?? node.otherwise, evaluation)
    }
    case 'foreach':
      return iterate(node, evaluation, () => run(output, node.body, evaluation)) ? 'stop' : 'end'
    case 'define': {
      const render = () => budget.within(() => evaluation.render(node.body, evaluation))
      scope.set(node.name, { kind: 'definition', name: node.name, render })
      return 'end'
    }
    case 'macro-call':
      return callMacro(output, node, evaluation)
    case 'break':
    case 'stop':
      return node.kind
  }
}

function callMacro(output: string[], { name, args }: VtlNode & { kind: 'macro-call' }, evaluation: Evaluation): Ending {
  const macro = evaluation.macros.get(name)
  if (macro === undefined) return 'end'
  const values = macro.parameters.map((parameter, index): [string, VtlValue] => {
    const argument = args[index]
    return [parameter, argument === undefined ? null : evaluation.value(argument, evaluation)]
  })
  const inner = { ...evaluation, scope: macroScope(evaluation.scope, new Map(values)) }
  return evaluation.budget.within(() => run(output, macro.body, inner)) === 'stop' ? 'stop' : 'end'
}

function printedText({ backslashes, isEscaped, reference }: PrintedReference, evaluation: Evaluation): string {
  const value = evaluation.resolve(reference, evaluation)
  if (isEscaped) return `${backslashes}${value === null ? '\\' : ''}${reference.source}`
  if (value !== null) return backslashes + valueText(value, evaluation.budget)
  return backslashes + (reference.isQuiet || evaluation.unresolved === 'nothing' ? '' : reference.source)
}

function print(output: string[], text: string, { budget }: Evaluation) {
  budget.spendText(text.length)
  output.push(text)
}
