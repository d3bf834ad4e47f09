import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { invocationUri } from '../../../test/gateway/gateway-under-test.ts'
import { operation, startRestApi } from '../../../test/gateway/rest-api-under-test.ts'

/** The mapping templates that the guide and the frameworks teach, with data of our own. */
const templates: Readonly<Record<string, string>> = {
  photos: `#set($inputRoot = $input.path('$'))
{ "photos": [
#foreach($photo in $inputRoot.photos.photo)
  { "id": "$photo.id", "title": "$photo.title", "public": $photo.public }#if($foreach.hasNext),#end

#end
] }`,
  shelves: `#set($inputRoot = $input.path('$'))
{
#foreach($shelf in $inputRoot.keySet())
  "$shelf": [
#foreach($item in $inputRoot.get($shelf))
    {"kind": "$item.kind", "index": $foreach.index, "cost": #if($item.price)$item.price#{else}0#end}#if($foreach.hasNext),#end
#end
  ]#if($foreach.hasNext),#end
#end
}`,
  all: `#set($allParams = $input.params())
{ "params": {
#foreach($type in $allParams.keySet())
#set($params = $allParams.get($type))
  "$type": {
#foreach($name in $params.keySet())
#if($name.startsWith("x-t") || $type != "header")
    "$name": "$util.escapeJavaScript($params.get($name))",
#end
#end
    "end": ""
  },
#end
  "context": { "stage": "$context.stage", "path": "$context.resourcePath", "ip": "$context.identity.sourceIp" }
} }`,
  loop: `#define( $loop )
{#foreach($key in $map.keySet())
"$util.escapeJavaScript($key)": "$util.escapeJavaScript($map.get($key)).replaceAll("\\\\'", "'")"#if($foreach.hasNext),#end#end
}#end
{ "body": $input.json("$"), "method": "$context.httpMethod", "principal": "$context.authorizer.principalId",
#set( $map = $input.params().querystring )
"query": $loop,
#set( $map = $stageVariables )
"stageVariables": $loop }`,
  form: `{ "raw": "$util.escapeJavaScript($input.body)",
#foreach($token in $input.path('$.form').split("&"))
#set($pair = $token.split("="))
"$util.urlDecode($pair[0])": "#if($pair.size() > 1)$util.urlDecode($pair[1])#end",
#end
"encoded": "$util.urlEncode($input.path('$.form'))" }`,
  util: `{ "parsed": "$util.parseJson($input.path('$.text')).a[1].b", "base64": "$util.base64Encode($input.path('$.plain'))",
"back": "$util.base64Decode($util.base64Encode($input.path('$.plain')))" }`,
  missing: `{ "text": "$input.path('$.none')", "json": $input.json('$.none'), "deep": "$input.path('$').none.more",
"variable": "$nothing", "empty": #if($input.path('$.none') == "")true#{else}false#end,
"truthy": #if($input.path('$.none'))true#{else}false#end, "param": "$input.params('none')",
"context": "$context.none", "stage": "$stageVariables.none" }`,
  printed: `{ "list": $input.path('$.list'), "map": "$input.path('$.map')", "number": $input.path('$.number') }`,
}

const api = await startRestApi({
  variables: { table: 'pets' },
  functions: { echo: (payload) => payload },
  paths: Object.fromEntries(
    Object.entries(templates).map(([name, template]) => [
      `/${name}/{id}`,
      {
        post: operation({
          type: 'aws',
          httpMethod: 'POST',
          uri: invocationUri('echo'),
          requestTemplates: { 'application/json': template },
          responses: { default: { statusCode: '200' } },
        }),
      },
    ]),
  ),
})
after(() => api[Symbol.asyncDispose]())

async function made(name: string, body: unknown, query = ''): Promise<unknown> {
  const answer = await api.ask('POST', `/rest/v1/${name}/7${query}`, {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-test': 'a "quoted" text' },
  })
  assert.equal(answer.status, 200, answer.body)
  return answer.json
}

describe("1.14 the guide's templates", () => {
  test('a list of objects', async () => {
    const photo = [
      { id: '1', title: 'Dawn', public: true, secret: 1 },
      { id: '2', title: 'Dusk', public: false },
    ]
    assert.deepEqual(await made('photos', { photos: { photo } }), {
      photos: [
        { id: '1', title: 'Dawn', public: true },
        { id: '2', title: 'Dusk', public: false },
      ],
    })
  })

  test('maps within maps', async () => {
    const body = { low: [{ kind: 'tea', price: 3.5 }, { kind: 'rice' }], high: [] }
    assert.deepEqual(await made('shelves', body), {
      low: [
        { kind: 'tea', index: 0, cost: 3.5 },
        { kind: 'rice', index: 1, cost: 0 },
      ],
      high: [],
    })
  })

  test('all parameters', async () => {
    assert.deepEqual(await made('all', {}, '?a=1&b=x%20%22y%22'), {
      params: {
        path: { id: '7', end: '' },
        querystring: { a: '1', b: 'x "y"', end: '' },
        header: { 'x-test': 'a "quoted" text', end: '' },
        context: { stage: 'v1', path: '/all/{id}', ip: '203.0.113.9' },
      },
    })
  })

  test('a block that is used several times', async () => {
    assert.deepEqual(await made('loop', { a: [1, 2.5, null] }, "?q=it's"), {
      body: { a: [1, 2.5, null] },
      method: 'POST',
      principal: '',
      query: { q: "it's" },
      stageVariables: { table: 'pets' },
    })
  })

  test('a form', async () => {
    assert.deepEqual(await made('form', '{"form": "a=1&b=x+y%26z&c"}'), {
      raw: '{"form": "a=1&b=x+y%26z&c"}',
      a: '1',
      b: 'x y&z',
      c: '',
      encoded: 'a%3D1%26b%3Dx%2By%2526z%26c',
    })
  })

  test('$util', async () => {
    assert.deepEqual(await made('util', { text: '{"a": [0, {"b": "deep"}]}', plain: 'grüße' }), {
      parsed: 'deep',
      base64: 'Z3LDvMOfZQ==',
      back: 'grüße',
    })
  })

  test('what is missing is empty', async () => {
    assert.deepEqual(await made('missing', {}), {
      text: '',
      json: '',
      deep: '',
      variable: '',
      empty: true,
      truthy: false,
      param: '',
      context: '',
      stage: '',
    })
  })

  test('lists print as JSON, maps as Java does', async () => {
    assert.deepEqual(await made('printed', { list: [{ a: 'b' }], map: { a: 1, b: { c: 'd' } }, number: 1e21 }), {
      list: [{ a: 'b' }],
      map: '{a=1, b={c=d}}',
      number: 1e21,
    })
  })
})
