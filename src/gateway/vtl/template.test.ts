import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseTemplate } from './parse-template.ts'
import { renderTemplate } from './render.ts'
import { listOf, mapOf, type VtlValue } from './value.ts'
import { VtlSyntaxError } from './vtl-error.ts'

function names() {
  return new Map<string, VtlValue>([
    ['name', 'Ada'],
    ['empty', ''],
    ['list', listOf(['a', 'b', 'c'])],
    [
      'map',
      mapOf([
        ['x', 1n],
        ['y', mapOf([['z', 'deep']])],
      ] as const),
    ],
  ])
}

function rendered(template: string): string {
  return renderTemplate(parseTemplate(template), { names: names() })
}

function table(cases: Readonly<Record<string, string>>) {
  for (const [template, expected] of Object.entries(cases)) {
    test(JSON.stringify(template), () => assert.equal(rendered(template), expected))
  }
}

describe('references', () => {
  table({
    'Hello $name!': 'Hello Ada!',
    'Hello ${name}x': 'Hello Adax',
    'Hello $!name.': 'Hello Ada.',
    '$!{name}x': 'Adax',
    '$map.x ${map.y.z} $map.y["z"] $map["y"].z': '1 deep deep deep',
    '$list[0]$list[-1]$list.get(1)': 'acb',
    '$missing $missing.a.b() ${missing}x': '$missing $missing.a.b() ${missing}x',
    '[$!missing][$!{missing.a}][$!map.none]': '[][][]',
    '$map.none $map.x.y': '$map.none $map.x.y',
    'costs $5, $ and $$name': 'costs $5, $ and $Ada',
    '$name.': 'Ada.',
    '$name. x': 'Ada. x',
    '$name-x': '$name-x',
    '"$name"': '"Ada"',
    'a@b.c {"$schema": 1}': 'a@b.c {"$schema": 1}',
  })
})

describe('escapes and comments', () => {
  table({
    '\\$name': '$name',
    '\\\\$name': '\\Ada',
    '\\\\\\$name': '\\$name',
    '\\$missing': '\\$missing',
    '\\\\$missing': '\\$missing',
    '\\#if': '#if',
    'a\\b \\" \\n': 'a\\b \\" \\n',
    'a## all the rest\nb': 'ab',
    'a#* b\n c *#d': 'ad',
    '#[[ $name #if ]]#.': ' $name #if .',
    '#hash #1 #': '#hash #1 #',
  })
})

describe('set', () => {
  table({
    '#set($x = 1)$x': '1',
    '#set( $x = "a $name" )$x': 'a Ada',
    "#set($x = 'a $name')$x": 'a $name',
    "#set($x = 'it''s')$x": "it's",
    '#set($x = "say ""hi""")$x': 'say "hi"',
    '#set($map.new = 5)$map.new': '5',
    '#set($map["k y"] = 5)$map.get("k y")': '5',
    '#set($l = [1,2])#set($l[0] = 9)$l': '[9, 2]',
    'a\n  #set($x = 1)\nb': 'a\nb',
    '#set($x = {"a": 1, "b": [1, "two", true]})$x': '{a=1, b=[1, two, true]}',
    '#set($x = [])$x.size()#set($x = {})$x.size()': '00',
    '#set($x = "#if(true)yes#end")$x': 'yes',
    '#set ($x = -3)$x': '-3',
  })
})

describe('conditions', () => {
  table({
    '#if($name)y#else n#end': 'y',
    '#if($missing)y#{else}n#end': 'n',
    '#if(!$missing)y#end': 'y',
    '#if($empty)y#{else}n#end': 'n',
    '#if(false)a#elseif($name == "Ada")b#else c#end': 'b',
    '#if($name == "Ada" && $map.x == 1)y#end': 'y',
    '#if($name eq "x" or $map.x gt 0)y#end': 'y',
    '#if(not ($map.x ne 1))y#end': 'y',
    '#if("1" == 1)y#end': 'y',
    '#if(1 == 1.0)y#end': 'y',
    '#if("a" < "b")y#{else}n#end': 'n',
    '#if($missing == $other)y#end': 'y',
    '#{if}($name)y#{end}': 'y',
    'a\n#if(true)\nb\n#end\nc': 'a\nb\nc',
    '#if(0)y#end#if($list)y#end': 'yy',
    '#if(true || $list.get(99))y#end': 'y',
  })
})

describe('loops', () => {
  table({
    '#foreach($i in $list)$i$foreach.index$foreach.count#if($foreach.hasNext),#end#end': 'a01,b12,c23',
    '#foreach($i in $list)#if($foreach.first)<#end$i#if($foreach.last)>#end#end': '<abc>',
    '#foreach($i in [1..3])$i#end': '123',
    '#foreach($i in [3..1])$i#end': '321',
    '#foreach($v in $map)$v;#end': '1;{z=deep};',
    '#foreach($k in $map.keySet())$k=$map.get($k) #end': 'x=1 y={z=deep} ',
    '#foreach($e in $map.entrySet())$e.key:$e.getValue() #end': 'x:1 y:{z=deep} ',
    '#foreach($i in $missing)$i#end.': '.',
    '#foreach($i in $list)#if($i == "b")#break#end$i#end.': 'a.',
    '#foreach($i in $list)$i#stop#end.': 'a',
    '#foreach($name in $list)#end$name': 'Ada',
    '#foreach($a in [1,2])#foreach($b in [1,2])$foreach.parent.count$foreach.count #end#end': '11 12 21 22 ',
    '#foreach($i in $list)$velocityCount#end': '123',
    'a\n#foreach($i in [1,2])\n  $i\n#end\nb': 'a\n  1\n  2\nb',
  })

  test('1.14 a loop ends after 1,000 rounds', () => {
    assert.equal(rendered('#foreach($i in [1..2000])#set($last = $i)#end$last'), '1000')
  })
})

describe('macros and definitions', () => {
  table({
    '#macro(twice $what)$what$what#end#twice("a")#twice($name)': 'aaAdaAda',
    '#macro(row $k $v)"$k":$v#end{#row("a" 1),#row("b", 2)}': '{"a":1,"b":2}',
    '#define($hi)Hi $who#end#set($who = "Bo")$hi#set($who = "Cy")$hi': 'Hi BoHi Cy',
  })
})

describe('numbers', () => {
  table({
    '#set($x = 7 / 2)$x': '3',
    '#set($x = -7 / 2)$x': '-3',
    '#set($x = 7 % 3)$x': '1',
    '#set($x = 7 / 2.0)$x': '3.5',
    '#set($x = 1 + 2 * 3)$x': '7',
    '#set($x = (1 + 2) * 3)$x': '9',
    '#set($x = 9223372036854775807 + 1)$x': '9223372036854775808',
    '#set($x = 2.0 * 2)$x': '4.0',
    '#set($x = 1 / 0)$!x': '',
    '#set($x = "a" + 1 + 2)$x': 'a12',
    '#set($x = 1 + $missing)$!x': '',
    '#set($x = 0.1 + 0.2)$x': '0.30000000000000004',
    '#set($x = 12345678.0)$x #set($x = 0.0001)$x': '1.2345678E71.0E-4',
    '#set($i = 0)$i.parseInt("42")': '42',
  })
})

describe('a template that is no VTL', () => {
  const refused: Readonly<Record<string, RegExp>> = {
    'a\n#if($x)\nb': /#if without #end \(line 3, column 2/,
    'a #end': /#end without a directive to end \(line 1, column 3/,
    '#set($x 1)': /expected = in #set/,
    '#set("a" = 1)': /expected a reference/,
    '#foreach($x of $y)#end': /expected in in #foreach/,
    '#if $x #end': /expected \( after #if/,
    '${name': /expected \}/,
    '#set($x = "a': /double quotes does not end/,
    '#[[ a': /#\[\[ without/,
    '#* a': /#\* without/,
    '#parse("other.vm")': /#parse is not available/,
    '#evaluate($x)': /#evaluate is not available/,
    '#set($x = "a\n#if(true)b")': /#if without #end \(line 2/,
  }
  for (const [template, problem] of Object.entries(refused)) {
    test(`${JSON.stringify(template)} is refused with its place`, () => {
      assert.throws(
        () => parseTemplate(template),
        (error) => error instanceof VtlSyntaxError && problem.test(error.message),
      )
    })
  }
})
