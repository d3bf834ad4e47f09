import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseDocument, parseXml } from './parse-xml.ts'

const refused: Readonly<Record<string, string>> = {
  nothing: '',
  'no XML': 'hello',
  'a document type': '<!DOCTYPE a><a xmlns="urn:a"/>',
  'a document type in other letters': '<!doctype a><a xmlns="urn:a"/>',
  'a comment': '<a xmlns="urn:a"><!-- b --></a>',
  'a comment before the root': '<!-- b --><a xmlns="urn:a"/>',
  CDATA: '<a xmlns="urn:a"><![CDATA[b]]></a>',
  'an instruction': '<a xmlns="urn:a"><?b c?></a>',
  'a declaration within': '<a xmlns="urn:a"><?xml version="1.0"?></a>',
  'another version': '<?xml version="1.1"?><a xmlns="urn:a"/>',
  'another encoding': '<?xml version="1.0" encoding="utf-16"?><a xmlns="urn:a"/>',
  'an entity that nobody declared': '<a xmlns="urn:a">&b;</a>',
  'an entity in an attribute': '<a xmlns="urn:a" b="&c;"/>',
  'a lone ampersand': '<a xmlns="urn:a">b & c</a>',
  'an end of CDATA': '<a xmlns="urn:a">]]></a>',
  'two roots': '<a xmlns="urn:a"/><a xmlns="urn:a"/>',
  'text behind the root': '<a xmlns="urn:a"/>b',
  'an element that is not closed': '<a xmlns="urn:a"><b></a>',
  'an attribute twice': '<a xmlns="urn:a" b="1" b="2"/>',
  'an attribute twice in one namespace': '<a xmlns="urn:a" xmlns:b="urn:b" xmlns:c="urn:b" b:d="1" c:d="2"/>',
  'an attribute without quotes': '<a xmlns="urn:a" b=1/>',
  'an attribute without a value': '<a xmlns="urn:a" b/>',
  'a less-than sign in an attribute': '<a xmlns="urn:a" b="<"/>',
  'a prefix that nobody declared': '<b:a/>',
  'an element without a namespace': '<a/>',
  'a namespace that is taken away': '<a xmlns="urn:a"><b xmlns=""/></a>',
  'an id twice': '<a xmlns="urn:a" ID="x"><b ID="x"/></a>',
  'an id twice in other letters': '<a xmlns="urn:a" ID="x"><b id="x"/></a>',
  'a reference to a letter that is none': '<a xmlns="urn:a">&#0;</a>',
  'a reference to a surrogate': '<a xmlns="urn:a">&#xD800;</a>',
  'a letter that is none': '<a xmlns="urn:a">\u0001</a>',
  'a surrogate alone': '<a xmlns="urn:a">\ud800</a>',
  'a namespace that ends its attribute': '<a xmlns="urn:a" xmlns:b="&quot; c=&quot;"/>',
  'too many elements': `<a xmlns="urn:a">${'<b/>'.repeat(4999)}</a>`,
  'too many attributes': `<a xmlns="urn:a" ${Array.from({ length: 32 }, (_, n) => `b${n}=""`).join(' ')}/>`,
  'too deep an element': `${'<a xmlns="urn:a">'.repeat(21)}${'</a>'.repeat(21)}`,
  'too long a text': `<a xmlns="urn:a">${'b'.repeat(262_144)}</a>`,
}

describe('parseXml', () => {
  for (const [name, text] of Object.entries(refused)) {
    test(`refuses ${name}`, () => assert.equal(parseXml(text)?.nodeName, undefined))
  }

  test('reads an element with its text', () => {
    const root = parseXml('<?xml version="1.0" encoding="UTF-8"?>\n<a:b xmlns:a="urn:a">&lt;&#233;</a:b>')
    assert.deepEqual([root?.namespaceURI, root?.localName, root?.textContent], ['urn:a', 'b', '<é'])
  })
})

describe('parseDocument', () => {
  test('lets comments pass', () => assert.equal(parseDocument('<!-- b --><a><!-- c --></a>')?.localName, 'a'))
  test('refuses a document type', () => assert.equal(parseDocument('<!DOCTYPE a><a/>'), undefined))
})
