import type { AccessLog, AccessLogFormat, AccessLogPart } from '../../definition/access-log.ts'
import { allowOnly, optionalText, refuseNode, requireMember, text, type TemplateNode } from '../template-node.ts'

/** API Gateway's limit of a format. */
const longestFormatBytes = 3 * 1024
const VARIABLE = /\$context\.(authorizer(?:\.\w+(?:[:-]\w+)*|\['[^'\]]+'\])+|\w+(?:\.\w+)*)/g

const BACKEND_IDS = new Set(['awsEndpointRequestId', 'awsEndpointRequestId2', 'integration.requestId'])

/** `AccessLogSetting` of a REST stage, `AccessLogSettings` of an HTTP API's. */
export function accessLogOf(node: TemplateNode | undefined): AccessLog | undefined {
  if (node === undefined) return undefined
  allowOnly(node, ['DestinationArn', 'Format'])
  if (optionalText(node, 'DestinationArn') === undefined && optionalText(node, 'Format') === undefined) return undefined
  const destinationArn = text(requireMember(node, 'DestinationArn'))
  if (!/^arn:[\w-]+:(?:logs|firehose):\S+$/.test(destinationArn)) {
    throw refuseNode(node, 'DestinationArn must be the ARN of a log group or of a Firehose stream')
  }
  const formatNode = requireMember(node, 'Format')
  const format = text(formatNode).replace(/[\r\n]+$/, '')
  if (Buffer.byteLength(format) > longestFormatBytes) throw refuseNode(formatNode, 'must be at most 3 KB')
  if (/[\r\n]/.test(format)) throw refuseNode(formatNode, 'must be a single line')
  const parsed = parseFormat(format)
  const readsBackendIds = parsed.parts.some((part) => part.kind === 'variable' && BACKEND_IDS.has(part.name))
  return { destinationArn, format: parsed, readsBackendIds }
}

function parseFormat(format: string): AccessLogFormat {
  const parts: AccessLogPart[] = []
  let end = 0
  for (const { 0: whole, 1: written = '', index } of format.matchAll(VARIABLE)) {
    parts.push({ kind: 'text', text: format.slice(end, index) })
    const name = written.replaceAll(/\['([^'\]]+)'\]/g, '.$1')
    parts.push({ kind: 'variable', name, isQuoted: format.slice(0, index).split('"').length % 2 === 0 })
    end = index + whole.length
  }
  return { style: styleOf(format), parts: [...parts, { kind: 'text', text: format.slice(end) }] }
}

function styleOf(format: string): AccessLogFormat['style'] {
  if (/^\s*[[{]/.test(format)) return 'json'
  if (/^\s*</.test(format)) return 'xml'
  return /^"?\$context\.[\w.]+"?,/.test(format) ? 'csv' : 'text'
}
