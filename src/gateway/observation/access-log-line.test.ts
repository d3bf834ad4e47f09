import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ask, resource, startGateway } from '../../../test/gateway/gateway-under-test.ts'
import { definitionFromTemplate } from '../loading/definition-from-template.ts'

const hostile = `a"b\\c<d>&'e,f\u00a0\u0085g`
const destination = 'arn:aws:logs:eu-central-1:123456789012:log-group:access'

async function lineOf(Format: string, userAgent = hostile): Promise<string> {
  const lines: string[] = []
  {
    await using gateway = await startGateway({
      resources: api({ DestinationArn: destination, Format }),
      options: { findLogSink: () => ({ write: async (batch) => void lines.push(...batch) }) },
    })
    await ask(gateway.port, { method: 'GET', path: '/http/none', headers: { 'user-agent': userAgent } })
  }
  return lines.join('\n')
}

function api(AccessLogSettings: object) {
  return [
    resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'notes', ProtocolType: 'HTTP' }),
    resource('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default', AccessLogSettings }),
  ]
}

describe('1.20 the line of an access log', () => {
  test('is that of the guide in CLF', async () => {
    const format =
      '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" $context.status $context.responseLength $context.requestId'
    assert.equal(
      await lineOf(format),
      '203.0.113.9 - - [20/Nov/2026:12:00:00 +0000] "GET - HTTP/1.1" 404 23 AQEBAQEBAQEBAQE=',
    )
  })

  test('is JSON, whatever the values are', async () => {
    const line = await lineOf(
      '{"agent":"$context.identity.userAgent","status":$context.status,"error":$context.error.messageString}\n',
    )
    assert.deepEqual(JSON.parse(line), { agent: hostile, status: 404, error: 'Not Found' })
    assert.match(line, /^[\u0020-\u007e\u00a0]+$/)
  })

  test('is XML, whatever the values are', async () => {
    assert.equal(
      await lineOf('<request agent="$context.identity.userAgent"><id>$context.requestId</id></request>'),
      '<request agent="a&#34;b\\c&#60;d&#62;&#38;&#39;e,f\u00a0\ufffdg"><id>AQEBAQEBAQEBAQE=</id></request>',
    )
  })

  test('is CSV, whatever the values are', async () => {
    assert.equal(
      await lineOf('$context.requestId,$context.identity.userAgent,"$context.identity.userAgent",$context.status'),
      'AQEBAQEBAQEBAQE=,"a""b\\c<d>&\'e,f\u00a0 g","a""b\\c<d>&\'e,f\u00a0 g",404',
    )
  })

  test('is text with quotation marks escaped, and a dash for what is missing', async () => {
    assert.equal(
      await lineOf(
        '$context.requestId-$context.authorizer.claims[\'a.b\'] $context.none "$context.identity.userAgent"',
      ),
      String.raw`AQEBAQEBAQEBAQE=-- - "a\"b\\c<d>&'e,f` + '\u00a0' + String.raw`\u0085g"`,
    )
  })

  for (const [settings, problem] of [
    [{ DestinationArn: destination, Format: 'a\nb' }, /must be a single line/],
    [{ DestinationArn: destination, Format: 'a'.repeat(3073) }, /must be at most 3 KB/],
    [{ DestinationArn: 'arn:aws:s3:::logs', Format: 'a' }, /DestinationArn must be the ARN/],
    [{ DestinationArn: destination }, /is missing Format/],
    [{ Format: 'a' }, /is missing DestinationArn/],
  ] as const) {
    test(`is refused when the template is read: ${String(problem)}`, () => {
      const place = { region: 'eu-central-1', accountId: '123456789012' }
      assert.throws(() => definitionFromTemplate(api(settings), place), problem)
    })
  }
})
