import { expectArguments, expectText } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

const form = "!Split [',', 'a,b']"

export const split: Intrinsic = (argument, path, scope) => {
  const [delimiter, text] = expectArguments(argument, path, scope, { least: 2, most: 2, form })
  const whole = expectText(scope.evaluate(text ?? '', [...path, 1]), [...path, 1], scope, `Write ${form}.`)
  return whole.split(expectText(delimiter, [...path, 0], scope, `Write ${form}.`))
}
