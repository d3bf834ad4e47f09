import { expectArguments, expectList, expectText } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

const form = "!Join [',', [a, b]]"

export const join: Intrinsic = (argument, path, scope) => {
  const [delimiter, items] = expectArguments(argument, path, scope, { least: 2, most: 2, form })
  const list = expectList(scope.evaluate(items ?? [], [...path, 1]), [...path, 1], scope, `Write ${form}.`)
  const parts = list.map((item, index) => expectText(item, [...path, 1, index], scope, 'Fn::Join joins text.'))
  return parts.join(expectText(scope.evaluate(delimiter ?? '', [...path, 0]), path, scope, `Write ${form}.`))
}
