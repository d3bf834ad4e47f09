import type { MappedExchange } from '../exchange/exchange.ts'
import { renderTemplate } from '../vtl/render.ts'
import type { VtlTemplate } from '../vtl/syntax-tree.ts'
import { mapOf, type VtlValue } from '../vtl/value.ts'
import { VtlError } from '../vtl/vtl-error.ts'
import { contextObject } from './context-object.ts'
import { inputObject, PayloadTooComplex } from './input-object.ts'
import type { Overrides } from './overrides.ts'
import type { Payload } from './payload.ts'
import { utilObject } from './util-object.ts'

export type MappingOutcome =
  | { readonly kind: 'mapped'; readonly body: string }
  | { readonly kind: 'too-complex'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }

/** Carries a mapping template out over a payload. What it overrides is written to `overrides`. */
export function renderMapping(
  template: VtlTemplate,
  exchange: MappedExchange,
  payload: Payload,
  overrides: Overrides,
): MappingOutcome {
  try {
    const body = renderTemplate(template, {
      // Cognito: API Gateway prints nothing where Velocity prints the reference itself.
      unresolved: 'nothing',
      names: new Map<string, VtlValue>([
        ['input', inputObject(exchange, payload)],
        ['util', utilObject],
        ['context', contextObject(exchange, overrides)],
        ['stageVariables', mapOf(Object.entries(exchange.stage.variables))],
      ]),
    })
    return { kind: 'mapped', body }
  } catch (error) {
    if (error instanceof PayloadTooComplex) return { kind: 'too-complex', reason: error.message }
    if (error instanceof VtlError) return { kind: 'failed', reason: error.message }
    throw error
  }
}
