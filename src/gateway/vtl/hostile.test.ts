import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseTemplate } from './parse-template.ts'
import { renderTemplate } from './render.ts'
import { parseJson } from './parse-json.ts'
import { listOf, mapOf, type VtlValue } from './value.ts'
import { VtlError, VtlSyntaxError } from './vtl-error.ts'

function rendered(template: string, extra: readonly (readonly [string, VtlValue])[] = []): string {
  const names = new Map<string, VtlValue>([
    ['s', 'text'],
    ['n', 1n],
    ['list', listOf(['a'])],
    ['map', mapOf([['a', 1n]] as const)],
    ...extra,
  ])
  return renderTemplate(parseTemplate(template), { names })
}

const hostNames = [
  'constructor',
  '__proto__',
  'prototype',
  'hasOwnProperty',
  '__defineGetter__',
  '__lookupGetter__',
  'valueOf',
  'toLocaleString',
  'call',
  'apply',
  'bind',
  'then',
  'class',
  'getClass',
  'items',
  'entries',
  'kind',
]

describe('no name leads to the host', () => {
  for (const name of hostNames) {
    for (const receiver of ['s', 'n', 'list', 'map', 'foreach']) {
      const property = `$${receiver}.${name}`
      const index = `$${receiver}["${name}"]`
      test(`${property}, ${index} and a call of it`, () => {
        assert.equal(rendered(property), property)
        assert.equal(rendered(index), index)
        const call = `$${receiver}.${name}().x`
        assert.equal(rendered(call), call)
      })
    }
    test(`$${name} itself is no variable`, () => assert.equal(rendered(`$${name}`), `$${name}`))
  }

  test('the harness sees a value that asks the host (planted)', () => {
    const planted: VtlValue = {
      kind: 'object',
      property: (name) => (name in {} ? 'leaked' : null),
      call: () => undefined,
      text: () => '',
    }
    const leaked = hostNames.filter(
      (name) => rendered(`$planted.${name}`, [['planted', planted]]) !== `$planted.${name}`,
    )
    assert.ok(leaked.includes('constructor') && leaked.includes('__proto__'))
  })

  test('chains that end in code elsewhere stay text', () => {
    for (const template of [
      '$s.constructor.constructor("return process")()',
      '$s.getClass().forName("java.lang.Runtime")',
      '$map.__proto__.polluted',
      '$list.constructor.prototype.push("x")',
    ]) {
      assert.equal(rendered(template), template)
    }
  })

  test('a member named __proto__ is a member like any other', () => {
    const outcome = parseJson('{"__proto__": {"admin": true}, "constructor": 1}', { depth: 10, members: 10 })
    assert.ok(outcome.kind === 'value')
    const template = '$body.keySet() $!body.admin $body.get("__proto__").admin'
    assert.equal(rendered(template, [['body', outcome.value]]), '[__proto__, constructor]  true')
    rendered('#set($map.__proto__ = {"polluted": 1})#set($map["constructor"] = 1)')
    assert.equal('polluted' in {}, false)
  })
})

describe('work is bounded', () => {
  const growing = '#set($x = "0123456789")#foreach($i in [1..60])#set($x = $x + $x)#end$x'
  const cases: Readonly<Record<string, string>> = {
    'loops within loops':
      '#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])#set($z = 1)#end#end#end',
    'a text that doubles': growing,
    'a text that doubles in quotes': growing.replace('$x + $x', '"$x$x"'),
    'a list that holds itself twice': '#set($l = [])#set($v = $l.add($l))#set($v = $l.add($l))$l',
    'lists that hold each other many times': '#set($l = [])#foreach($i in [1..60])#set($l = [$l, $l])#end$l',
    'the same, compared': '#set($l = [])#foreach($i in [1..60])#set($l = [$l, $l])#end#if($l == [1])x#end',
    'a map that holds itself': '#set($v = $map.put("m", $map))$map',
    'a macro that calls itself': '#macro(m)#m()#end#m()',
    'a definition that prints itself': '#define($d)$d#end$d',
    'a number that squares': '#set($x = 10)#foreach($i in [1..100])#set($x = $x * $x)#end',
    'a range': '#set($x = [1..2000000000])',
    'a repetition': '#set($x = $s.repeat(2000000000))',
    'a repetition of a repetition': '#foreach($i in [1..50])#set($s = $s.repeat(1000))#end',
    'a replacement that grows': '#foreach($i in [1..50])#set($s = $s.replaceAll("t", "tttttttttt"))#end',
    'a plain replacement that grows': '#foreach($i in [1..50])#set($s = $s.replace("t", "tttttttttt"))#end',
    'a plain replacement of two characters':
      '#set($big = $s.repeat(10000))#foreach($i in [1..50])#set($s = $s.repeat(2).replace("tt", $big))#end',
    'empty matches': '#foreach($i in [1..50])#set($s = $s.replaceAll("", "tttttttttt"))#end',
    'a joined list': '#foreach($i in [1..50])#set($s = $s.join($s, [1, 2, 3, 4, 5, 6, 7, 8, 9]))#end',
    'a long separator': '#set($big = $s.repeat(100000))#set($x = $s.join($big, [1..1000]))',
    'a pattern that looks ahead from everywhere':
      '#set($t = $s.repeat(100000))#set($u = $t.replaceAll("t(.*b)?", "x"))',
  }
  for (const [name, template] of Object.entries(cases)) {
    // Without the limits these take hours, which the run does not wait for.
    test(name, () => assert.throws(() => rendered(template), VtlError))
  }

  test('the harness sees work that is not bounded (planted)', () => {
    const template = parseTemplate(growing.replace('[1..60]', '[1..22]'))
    const unlimited = { steps: Infinity, characters: Infinity, calls: Infinity }
    assert.equal(renderTemplate(template, { names: new Map(), limits: unlimited }).length, 10 * 2 ** 22)
    assert.throws(() => renderTemplate(template, { names: new Map() }), VtlError)
  })

  test('nesting is refused when the template is read', () => {
    for (const template of [
      '#if(true)'.repeat(5000) + '#end'.repeat(5000),
      `#set($x = ${'('.repeat(5000)}1${')'.repeat(5000)})`,
      `#set($x = ${'['.repeat(5000)}${']'.repeat(5000)})`,
      `#set($x = ${'!'.repeat(5000)}true)`,
      `#set($x = ${'1+'.repeat(5000)}1)`,
      `$a${'.b($a'.repeat(5000)}${')'.repeat(5000)}`,
    ]) {
      assert.throws(() => parseTemplate(template), VtlSyntaxError)
    }
  })
})
