import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseTemplate } from './parse-template.ts'
import { renderTemplate } from './render.ts'
import { listOf, mapOf, type VtlValue } from './value.ts'
import { VtlError } from './vtl-error.ts'

function rendered(template: string): string {
  const names = new Map<string, VtlValue>([
    ['s', 'Hello, World'],
    ['list', listOf(['a', 'b', 'c'])],
    [
      'map',
      mapOf([
        ['x', 1n],
        ['y', 2n],
      ] as const),
    ],
    ['n', 42n],
    ['d', 2.5],
  ])
  return renderTemplate(parseTemplate(template), { names })
}

function table(cases: Readonly<Record<string, string>>) {
  for (const [template, expected] of Object.entries(cases)) {
    test(template, () => assert.equal(rendered(template), expected))
  }
}

describe('texts', () => {
  table({
    '$s.length() $s.isEmpty() $s.empty': '12 false false',
    '$s.toUpperCase() $s.toLowerCase()': 'HELLO, WORLD hello, world',
    '$s.substring(7) $s.substring(0, 5)': 'World Hello',
    '$s.contains("World") $s.startsWith("He") $s.endsWith("x")': 'true true false',
    '$s.indexOf("o") $s.indexOf("o", 5) $s.lastIndexOf("o") $s.indexOf("z")': '4 8 8 -1',
    '$s.equals("Hello, World") $s.equals(1) $s.equalsIgnoreCase("hello, world")': 'true false true',
    '$s.replace("o", "0") $s.replaceAll("[lo]+", "-") $s.replaceFirst("l", "L")':
      'Hell0, W0rld He-, W-r-d HeLlo, World',
    '$s.split(", ").size() $s.split(", ")[1]': '2 World',
    '#set($t = "a,b,,c,,")#foreach($p in $t.split(","))[$p]#end': '[a][b][][c]',
    '#set($t = "a1b2c")#foreach($p in $t.split("\\d"))[$p]#end': '[a][b][c]',
    '#set($t = "abc")#foreach($p in $t.split(""))[$p]#end': '[a][b][c]',
    '#set($t = "a,b,c")#foreach($p in $t.split(",", 2))[$p]#end': '[a][b,c]',
    '$s.matches("[A-Z].*") $s.matches("Hello")': 'true false',
    '$s.charAt(0) $s.concat("!") "  x ".trim()': 'H Hello, World! "  x ".trim()',
    '#set($p = "  x ")[$p.trim()]': '[x]',
    '$s.compareTo("Hello") $s.toString().length()': '7 12',
    '$s.indexOf(111) $s.indexOf(1114112) $s.replace("", "-").length() $s.replace("l", "")': '4 -1 25 Heo, Word',
    '$s.valueOf(5) $s.join("-", $list)': '5 a-b-c',
  })
})

describe('lists, maps and numbers', () => {
  table({
    '$list.size() $list.get(0) $list[2] $list.isEmpty() $list.empty': '3 a c false false',
    '$list.contains("b") $list.indexOf("c") $list.indexOf("z")': 'true 2 -1',
    '#set($x = $list.add("d"))$list $x': '[a, b, c, d] true',
    '$!list.add(0, "z")$list': '[z, a, b, c]',
    '$list.remove(0) $list.remove("c") $list': 'a true [b]',
    '$list.subList(1, 3) $list.set(0, "q") $list': '[b, c] a [q, b, c]',
    '#set($all = [])$!all.addAll($list)$!all.addAll($list)$all.size()': 'truetrue6',
    '$map.size() $map.get("x") $map.containsKey("x") $map.containsValue(9) $map.getOrDefault("q", 7)':
      '2 1 true false 7',
    '$!map.put("z", 3)$map $map.remove("x") $map.keySet() $map.values()': '{x=1, y=2, z=3} 1 [y, z] [2, 3]',
    '$map.entrySet()': '[x=1, y=2]',
    '$n.toString() $n.equals(42) $n.compareTo(43) $n.doubleValue() $d.intValue()': '42 true -1 42.0 2',
    '$n.parseInt("7") $n.valueOf("8") $d.parseDouble("1.50")': '7 8 1.5',
  })
})

describe('a method that is not there leaves the reference unresolved', () => {
  table({
    '$s.nope() $list.push("x") $map.hasOwnProperty("x")': '$s.nope() $list.push("x") $map.hasOwnProperty("x")',
    '$s.length(1).x': '$s.length(1).x',
    '$s.contains(5)': '$s.contains(5)',
  })
})

describe('what Java throws at ends the rendering', () => {
  for (const template of [
    '$s.substring(99)',
    '$s.substring(5, 2)',
    '$list.get(3)',
    '$list[3]',
    '$s.charAt(-1)',
    '$n.parseInt("x")',
    '$s.replaceAll("(", "x")',
    '$s.matches("(a)\\1")',
    '#set($list[9] = 1)',
  ]) {
    test(template, () => assert.throws(() => rendered(template), VtlError))
  }
})
