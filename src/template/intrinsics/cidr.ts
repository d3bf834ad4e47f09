import { TemplateError } from '../template-error.ts'
import { expectArguments, expectText } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

/** `Fn::Cidr: [block, count, bits]` for IPv4. */
export const cidr: Intrinsic = (argument, path, scope) => {
  const form = '!Cidr [10.0.0.0/16, 4, 8]'
  const args = expectArguments(argument, path, scope, { least: 2, most: 3, form })
  const [block, count, bits = '8'] = args.map((arg, index) =>
    expectText(scope.evaluate(arg, [...path, index]), path, scope, `Write ${form}.`),
  )
  const octets = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/\d+$/
    .exec(block ?? '')
    ?.slice(1)
    .map(Number)
  const size = 2 ** Number(bits)
  const wanted = Number(count)
  if (octets === undefined || !Number.isInteger(size) || !Number.isInteger(wanted) || wanted < 1 || wanted > 256) {
    throw new TemplateError(
      scope.source,
      path,
      'Fn::Cidr takes an IPv4 block, a count up to 256 and bits.',
      `Write ${form}.`,
    )
  }
  const start = octets.reduce((sum, octet) => sum * 256 + octet, 0)
  return Array.from({ length: wanted }, (_, index) => `${dotted(start + index * size)}/${32 - Number(bits)}`)
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')
}
