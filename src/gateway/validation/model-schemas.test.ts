import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileModelSchemas } from './model-schemas.ts'

function problemsOf(schema: object, body: unknown): readonly string[] {
  return compileModelSchemas(new Map()).validatorOf(schema)(JSON.stringify(body))
}

describe('bodies that were made to cost', () => {
  const tooLong = ['the instance takes too long to compare with the schema']
  const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`) as unknown
  const branch = { type: 'array', items: { $ref: '#/definitions/tree' } }
  const tree = {
    definitions: { tree: { anyOf: [branch, { ...branch, maxItems: 9 }, { type: 'string' }] } },
    $ref: '#/definitions/tree',
  }

  test('texts that a pattern takes long for are bounded together', () => {
    const schema = { items: { type: 'string', pattern: '(a?){500}b' } }
    const texts = Array.from({ length: 200 }, () => 'a'.repeat(1000))
    assert.deepEqual(problemsOf(schema, texts), tooLong)
  })

  test('a choice that holds itself does not double the work with each level', () => {
    assert.deepEqual(problemsOf(tree, nested(30)), tooLong)
    assert.notDeepEqual(problemsOf(tree, nested(3)), tooLong)
    assert.deepEqual(problemsOf(tree, [[['leaf'], []]]), [])
  })

  test('a large body that is right is not too much', () => {
    const item = { type: 'string', pattern: '^[a-zA-Z0-9 ]{1,255}$', not: { enum: ['b'] } }
    const schema = { type: 'array', uniqueItems: true, items: { anyOf: [item, { type: 'null' }] } }
    const texts = Array.from({ length: 1000 }, (_, index) => String(index).padStart(250, 'a'))
    assert.deepEqual(problemsOf(schema, texts), [])
  })
})

test('items are duplicates by value: members have no order, kinds count', () => {
  const schema = { type: 'array', uniqueItems: true }
  const different = [1, '1', true, 'true', null, 'null', [], {}, [1], ['1'], { a: 1 }, { a: [1] }, { b: 1 }]
  assert.deepEqual(problemsOf(schema, different), [])
  const equal: readonly unknown[][] = [
    [1, 1.0],
    [0, -0],
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    [[], []],
  ]
  for (const pair of equal) assert.deepEqual(problemsOf(schema, pair), ['array must not contain duplicate elements'])
  assert.deepEqual(problemsOf({ uniqueItems: false }, [1, 1]), [])
})
