import { TemplateError } from '../template-error.ts'
import { expectArguments, expectList } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

const form = '!Select [0, [a, b]]'

export const select: Intrinsic = (argument, path, scope) => {
  const [index, items] = expectArguments(argument, path, scope, { least: 2, most: 2, form })
  const list = expectList(scope.evaluate(items ?? [], [...path, 1]), [...path, 1], scope, `Write ${form}.`)
  const chosen = list[Number(scope.evaluate(index ?? 0, [...path, 0]))]
  if (chosen !== undefined) return chosen
  throw new TemplateError(
    scope.source,
    path,
    `Fn::Select found no such item: the list has ${list.length}.`,
    `Write ${form}.`,
  )
}
