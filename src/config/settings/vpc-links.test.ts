import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseVpcLinks } from './vpc-links.ts'

describe('the places of VPC links', () => {
  test('are names with origins, several of them for several instances', () => {
    const arn = 'arn:aws:elasticloadbalancing:eu-central-1:*:listener/app/notes/50dc6c495c0c9188/0467ef3c8400ae65'
    assert.deepEqual(parseVpcLinks(`NotesLink=http://10.0.0.5:8080,http://10.0.0.6:8080 ${arn}=https://notes.inner/`), [
      { name: 'NotesLink', origins: ['http://10.0.0.5:8080', 'http://10.0.0.6:8080'] },
      { name: arn, origins: ['https://notes.inner'] },
    ])
  })

  for (const wrong of [
    'NotesLink',
    'NotesLink=',
    '=http://10.0.0.5',
    'NotesLink=10.0.0.5:8080',
    'NotesLink=ftp://10.0.0.5',
    'NotesLink=http://10.0.0.5/path',
    'NotesLink=http://user@10.0.0.5',
    'NotesLink=http://10.0.0.5,',
    'Notes*=http://10.0.0.5',
  ]) {
    test(`are not ${wrong}`, () => assert.equal(parseVpcLinks(wrong), undefined))
  }
})
