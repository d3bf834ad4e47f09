import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertGrowsWithLength } from '../../test/growth.ts'
import { fc } from '../../test/fast-check.ts'
import { constraints } from './constraints.gen.ts'
import { compilePattern } from './patterns.ts'

const patterns = new Map(
  Object.entries(constraints).flatMap(([name, shape]) =>
    shape.type === 'string' && shape.pattern !== undefined ? [[name, shape.pattern]] : [],
  ),
)

function patternOf(shapeName: string): RegExp {
  return compilePattern(patterns.get(shapeName) ?? assert.fail(`${shapeName} has no pattern`))
}

describe('compilePattern', () => {
  test('compiles every pattern of the contract', () => {
    assert.ok(patterns.size > 40)
    for (const pattern of patterns.values()) assert.ok(compilePattern(pattern) instanceof RegExp)
  })

  const cases: Readonly<Record<string, { readonly yes: readonly string[]; readonly no: readonly string[] }>> = {
    PasswordType: {
      yes: ['Passw0rd!', 'inner space 1', 'äö', '\u00a0a\u2003', 'a\tb', '😀😀', 'a\u2028b'],
      no: ['', 'a', '😀', ' a1', 'a1 ', 'a\nb', '\ta1', 'a b\n', 'a \u2028 b'],
    },
    UsernameType: { yes: ['alice', 'a@b.c', 'ユーザー', '😀', 'a-b_c'], no: ['a b', 'a\n', '\u0000', '\ud800', ''] },
    UserPoolIdType: {
      yes: ['us-east-1_AbCdEf123'],
      no: ['us-east-1', 'us-east-1_', '_a', 'us-east-1_a\n', 'us-east-1_ä'],
    },
    ClientIdType: { yes: ['1h57kf5cpq17m0eml12EXAMPLE', 'a+b'], no: ['a-b', 'a b', 'ä'] },
    ConfirmationCodeType: { yes: ['123456', 'a\u00a0b'], no: ['12 34', '12\n'] },
    EmailAddressType: { yes: ['a@b', '@@@', 'a@@b', '@a@b'], no: ['a', '@', 'a@', '@a', 'a@b c', 'a@b\n'] },
    EmailVerificationMessageType: {
      yes: ['{####}', 'Your code\r\nis {####}.', '{####}{####}'],
      no: ['code', '{###}', '{####}\u0000'],
    },
    EmailVerificationMessageByLinkType: {
      yes: ['{##Verify##}', 'Click {##here now##}!', '{####}', '{##a{##b##}', '##}{##x##}'],
      no: ['{##Verify', 'Verify##}', '{###}', '{##a##}\u0000', '##}{##'],
    },
    SmsVerificationMessageType: { yes: ['Code {####}'], no: ['Code ####', 'a\n{####}'] },
    SmsInviteMessageType: { yes: ['line\nbreak', ''], no: [] },
    TokenModelType: { yes: ['eyJ.a-b_c=.d'], no: ['a b', 'a+b', ''] },
    S3BucketType: { yes: ['my.bucket', ''], no: ['bucket.', 'a b'] },
    UserPoolNameType: { yes: ['My pool, 1 = @x+.-'], no: ['a/b', 'a\u00a0b', ''] },
    LanguageIdType: { yes: ['cognito:default', 'cognito:chinese-simplified'], no: ['default', 'cognito:klingon'] },
  }
  for (const [name, { yes, no }] of Object.entries(cases)) {
    test(`matches whole strings as ${name} wants`, () => {
      const pattern = patternOf(name)
      assert.deepEqual(
        yes.filter((text) => !pattern.test(text)),
        [],
      )
      assert.deepEqual(
        no.filter((text) => pattern.test(text)),
        [],
      )
    })
  }

  // The plain translations, which backtrack; on short strings they decide the same.
  const space = ' \\t\\n\\v\\f\\r'
  const visible = '\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}'
  const plain: Readonly<Record<string, RegExp>> = {
    PasswordType: new RegExp(`^[^${space}]+.*[^${space}]+$`, 'u'),
    EmailAddressType: new RegExp(`^[${visible}]+@[${visible}]+$`, 'u'),
    EmailVerificationMessageType: new RegExp(`^[${visible}${space}*]*\\{####\\}[${visible}${space}*]*$`, 'u'),
    SmsVerificationMessageType: /^.*\{####\}.*$/u,
    EmailVerificationMessageByLinkType: new RegExp(
      `^[${visible}${space}*]*\\{##[${visible}${space}*]*##\\}[${visible}${space}*]*$`,
      'u',
    ),
  }
  for (const [name, expected] of Object.entries(plain)) {
    test(`decides ${name} as the model's own pattern does`, () => {
      const pattern = patternOf(name)
      const unit = fc.constantFrom(
        'a',
        '@',
        ' ',
        '\n',
        '\t',
        '\u2028',
        '\u0000',
        '😀',
        '{##',
        '##}',
        '{####}',
        '#',
        '{',
        '}',
      )
      fc.assert(
        fc.property(fc.string({ unit, maxLength: 9 }), (text) => assert.equal(pattern.test(text), expected.test(text))),
        { numRuns: 5000 },
      )
    })
  }

  test('costs in proportion to the text, however hostile', () => {
    const pieces = ['a', '@', ' ', 'a ', ':', '_', '-', '{####}', '{##', '##}', 'arn:', '\n', '😀', 'é', '1.']
    const hostile = pieces.flatMap((piece) => ['', '\u0000', ' ', '\n'].map((end) => [piece, end] as const))
    for (const [name, pattern] of patterns) {
      const compiled = compilePattern(pattern)
      for (const [piece, end] of hostile) {
        assertGrowsWithLength(
          (length) => piece.repeat(length / piece.length) + end,
          (text) => compiled.test(text),
          { length: 100_000, what: `${name} on ${JSON.stringify(piece)} and ${JSON.stringify(end)}` },
        )
      }
    }
  })
})
