/** opentelemetry/proto/trace/v1/trace.proto, as far as spans are looked at. */
export interface ReceivedSpan {
  readonly resource: Readonly<Record<string, unknown>>
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  readonly traceState: string
  readonly name: string
  readonly kind: 'unspecified' | 'internal' | 'server' | 'client'
  readonly milliseconds: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly hasFailed: boolean
}

type Field = bigint | Buffer

const KINDS = ['unspecified', 'internal', 'server', 'client'] as const
const FAILED = 2n

/** ExportTraceServiceRequest: resource spans, their scopes, the spans of these. */
export function decodeTraces(bytes: Buffer): ReceivedSpan[] {
  return many(fieldsOf(bytes), 1).flatMap((resourceSpans) => {
    const fields = fieldsOf(resourceSpans)
    const resource = attributesOf(fieldsOf(one(fields, 1) ?? Buffer.alloc(0)), 1)
    return many(fields, 2)
      .flatMap((scopeSpans) => many(fieldsOf(scopeSpans), 2))
      .map((span) => decodeSpan(fieldsOf(span), resource))
  })
}

function decodeSpan(fields: readonly (readonly [number, Field])[], resource: ReceivedSpan['resource']): ReceivedSpan {
  const status = one(fields, 15)
  return {
    resource,
    traceId: hex(one(fields, 1)),
    spanId: hex(one(fields, 2)),
    parentSpanId: hex(one(fields, 4)),
    traceState: one(fields, 3)?.toString() ?? '',
    name: one(fields, 5)?.toString() ?? '',
    kind: KINDS[Number(number(fields, 6))] ?? 'unspecified',
    milliseconds: Number(number(fields, 8) - number(fields, 7)) / 1e6,
    attributes: attributesOf(fields, 9),
    hasFailed: status !== undefined && number(fieldsOf(status), 3) === FAILED,
  }
}

function attributesOf(fields: readonly (readonly [number, Field])[], at: number): Record<string, unknown> {
  return Object.fromEntries(
    many(fields, at).map((keyValue) => {
      const pair = fieldsOf(keyValue)
      return [one(pair, 1)?.toString() ?? '', valueOf(fieldsOf(one(pair, 2) ?? Buffer.alloc(0)))]
    }),
  )
}

function valueOf(fields: readonly (readonly [number, Field])[]): unknown {
  const [field] = fields
  if (field === undefined) return undefined
  const [id, value] = field
  if (id === 1) return value.toString()
  if (id === 2) return value === 1n
  return id === 3 ? Number(value) : value
}

function one(fields: readonly (readonly [number, Field])[], id: number): Buffer | undefined {
  return many(fields, id).at(-1)
}

function many(fields: readonly (readonly [number, Field])[], id: number): Buffer[] {
  return fields.flatMap(([found, value]) => (found === id && Buffer.isBuffer(value) ? [value] : []))
}

function number(fields: readonly (readonly [number, Field])[], id: number): bigint {
  return fields.flatMap(([found, value]) => (found === id && !Buffer.isBuffer(value) ? [value] : [])).at(-1) ?? 0n
}

function hex(bytes: Buffer | undefined): string {
  return bytes?.toString('hex') ?? ''
}

/** The wire format of protocol buffers: varint, 64 bits, length and bytes, 32 bits. */
function fieldsOf(bytes: Buffer): readonly (readonly [number, Field])[] {
  const fields: (readonly [number, Field])[] = []
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at)
      at += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  while (at < bytes.length) {
    const tag = Number(varint())
    const id = tag >>> 3
    switch (tag & 7) {
      case 0:
        fields.push([id, varint()])
        break
      case 1:
        fields.push([id, bytes.readBigUInt64LE(at)])
        at += 8
        break
      case 2: {
        const length = Number(varint())
        if (at + length > bytes.length) throw new RangeError('a field is longer than its message')
        fields.push([id, bytes.subarray(at, at + length)])
        at += length
        break
      }
      case 5:
        fields.push([id, BigInt(bytes.readUInt32LE(at))])
        at += 4
        break
      default:
        throw new TypeError(`no wire type: ${tag & 7}`)
    }
  }
  return fields
}
