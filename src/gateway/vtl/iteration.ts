import type { Evaluation } from './evaluation.ts'
import type { VtlNode } from './syntax-tree.ts'
import { isCompound, isList, isMap, recordOf, type VtlObject, type VtlValue } from './value.ts'

/** API Gateway's limit; Velocity's own limit ends the loop there too, without a word. */
const MOST_ITERATIONS = 1000

/** Runs the body of `#foreach` for each item; true where `#stop` ended it. */
export function iterate(
  { list, variable }: VtlNode & { kind: 'foreach' },
  evaluation: Evaluation,
  runBody: () => 'end' | 'break' | 'stop',
): boolean {
  const { scope } = evaluation
  const items = itemsOf(evaluation.value(list, evaluation)).slice(0, MOST_ITERATIONS)
  const outer = scope.get('foreach')
  const shadowed = ['foreach', 'velocityCount', 'velocityHasNext', variable].map(
    (name) => [name, scope.get(name)] as const,
  )
  let ending: 'end' | 'break' | 'stop' = 'end'
  for (const [index, item] of items.entries()) {
    evaluation.budget.spend(1)
    const hasNext = index + 1 < items.length
    scope.set(variable, item)
    scope.set('foreach', foreachObject(index, hasNext, outer))
    scope.set('velocityCount', BigInt(index + 1))
    scope.set('velocityHasNext', hasNext)
    ending = runBody()
    if (ending !== 'end') break
  }
  for (const [name, value] of shadowed) {
    if (value === undefined) scope.remove(name)
    else scope.set(name, value)
  }
  return ending === 'stop'
}

/** The values of a map, one by one; a single value is no list and gives nothing. */
function itemsOf(value: VtlValue): readonly VtlValue[] {
  if (isList(value)) return value.items
  return isMap(value) ? [...value.entries.values()] : []
}

function foreachObject(index: number, hasNext: boolean, outer: VtlValue | undefined): VtlObject {
  return recordOf((name) => {
    switch (name) {
      case 'index':
        return BigInt(index)
      case 'count':
        return BigInt(index + 1)
      case 'hasNext':
        return hasNext
      case 'first':
        return index === 0
      case 'last':
        return !hasNext
      case 'parent':
        return isCompound(outer) ? outer : null
      default:
        return null
    }
  })
}
