import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { attachment } from './attachment.ts'

describe('the name of a file to keep', () => {
  const names: Readonly<Record<string, string>> = {
    'my-data.json': 'attachment; filename="my-data.json"',
    'τα-δεδομένα.json':
      'attachment; filename="__-________.json"; filename*=UTF-8\'\'%CF%84%CE%B1-%CE%B4%CE%B5%CE%B4%CE%BF%CE%BC%CE%AD%CE%BD%CE%B1.json',
    'a"; filename="b.exe':
      'attachment; filename="a___filename__b.exe"; filename*=UTF-8\'\'a%22%3B%20filename%3D%22b.exe',
    "it's (new)*.txt": 'attachment; filename="it_s__new__.txt"; filename*=UTF-8\'\'it%27s%20%28new%29%2A.txt',
    'a\r\nset-cookie: b': 'attachment; filename="a__set-cookie__b"; filename*=UTF-8\'\'a%0D%0Aset-cookie%3A%20b',
    '\ud800.txt': 'attachment; filename="_.txt"; filename*=UTF-8\'\'%EF%BF%BD.txt',
  }
  for (const [name, value] of Object.entries(names)) {
    test(JSON.stringify(name), () => assert.equal(attachment(name), value))
  }
})
