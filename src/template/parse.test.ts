import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { parseTemplate } from './parse.ts'
import { TemplateError } from './template-error.ts'

describe('parseTemplate', () => {
  test('writes out every short form', () => {
    const { root } = parseTemplate(
      `
A: !Ref Pool
B: !GetAtt Pool.Arn
C: !GetAtt [Pool, Arn]
D: !Sub 'x-\${Pool}'
E: !Sub ['\${a}', { a: !Ref Pool }]
F: !If [IsProd, !Ref A, !Ref AWS::NoValue]
G: !Join ['', [a, !Select [0, !Split [',', 'x,y']]]]
H: !FindInMap [M, !Ref AWS::Region, k]
I: !Equals [!Ref P, x]
J: !Not [!Condition IsProd]
K:
  Fn::Base64: !Sub text
L: !GetAtt Stack.Outputs.Name
`,
      'template.yaml',
    )
    assert.deepEqual(root, {
      A: { Ref: 'Pool' },
      B: { 'Fn::GetAtt': ['Pool', 'Arn'] },
      C: { 'Fn::GetAtt': ['Pool', 'Arn'] },
      D: { 'Fn::Sub': 'x-${Pool}' },
      E: { 'Fn::Sub': ['${a}', { a: { Ref: 'Pool' } }] },
      F: { 'Fn::If': ['IsProd', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] },
      G: { 'Fn::Join': ['', ['a', { 'Fn::Select': [0, { 'Fn::Split': [',', 'x,y'] }] }]] },
      H: { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k'] },
      I: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] },
      J: { 'Fn::Not': [{ Condition: 'IsProd' }] },
      K: { 'Fn::Base64': { 'Fn::Sub': 'text' } },
      L: { 'Fn::GetAtt': ['Stack', 'Outputs.Name'] },
    })
  })

  test('keeps dates and account ids as text, and reads YAML 1.1 booleans', () => {
    const { root } = parseTemplate('Version: 2012-10-17\nAccount: 012345678901\nOn: yes\nTime: 3\n', 't.yaml')
    assert.deepEqual(root, { Version: '2012-10-17', Account: '012345678901', On: true, Time: 3 })
  })

  test('keeps the folder of the template as text', () => {
    const { root } = parseTemplate('CodeUri: .\nFlow: { Code: ., Half: .5 }\nHere: ./\n', 't.yaml')
    assert.deepEqual(root, { CodeUri: '.', Flow: { Code: '.', Half: 0.5 }, Here: './' })
  })

  test('reads JSON with tabs', () => {
    const { root, placeOf } = parseTemplate('{\n\t"Resources": {\n\t\t"A": { "Type": "T" }\n\t}\n}', 't.json')
    assert.deepEqual(root, { Resources: { A: { Type: 'T' } } })
    assert.equal(placeOf(['Resources', 'A', 'Type']).line, 3)
  })

  test('reads anchors and merges', () => {
    const { root } = parseTemplate('X: &x { a: 1 }\nY: { <<: *x, b: 2 }\nZ: *x\n', 't.yaml')
    assert.deepEqual(root, { X: { a: 1 }, Y: { a: 1, b: 2 }, Z: { a: 1 } })
  })

  test('remembers lines, also inside short forms, and falls back to the parent', () => {
    const { placeOf } = parseTemplate(
      'Resources:\n  A:\n    Type: T\n    B: !Join\n      - ""\n      - [x]\n',
      't.yaml',
    )
    assert.equal(placeOf(['Resources', 'A', 'Type']).line, 3)
    assert.equal(placeOf(['Resources', 'A', 'B', 'Fn::Join', 1]).line, 6)
    assert.equal(placeOf(['Resources', 'A', 'Nowhere', 'Deeper']).line, 2)
  })

  for (const { name, text, message } of [
    {
      name: 'an unknown short form',
      text: 'A: 1\nB: !Reff Pool\n',
      message: /^t\.yaml:2: This is not valid YAML: Unresolved tag: !Reff\. Write one of !Ref /,
    },
    {
      name: 'a key written twice',
      text: 'A: 1\nB: 2\nA: 3\n',
      message: /^t\.yaml:3: This is not valid YAML: Map keys must be unique\. Keep one of the two keys\.$/,
    },
    { name: 'a list', text: '- a\n', message: /A template is a map\. Write at least a "Resources:" section\.$/ },
    { name: 'nothing', text: '', message: /A template is a map\./ },
    { name: 'an alias inside itself', text: 'A: &a [*a]\n', message: /too large once its aliases are expanded/ },
    { name: 'a prototype key', text: 'A:\n  __proto__: 1\n', message: /"__proto__" cannot be a key/ },
  ]) {
    test(`refuses ${name}, naming the line`, () => {
      assert.throws(
        () => parseTemplate(text, 't.yaml'),
        (error) => error instanceof TemplateError && message.test(error.message),
      )
    })
  }
})
