import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { planTracing } from './tracing-plan.ts'

const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318'
const off = { plan: undefined, problems: [] }

describe('planTracing', () => {
  test('is off unless an endpoint is named', () => {
    assert.deepEqual(planTracing({}), off)
    assert.deepEqual(planTracing({ OTEL_SERVICE_NAME: 'sallyport', OTEL_EXPORTER_OTLP_ENDPOINT: '' }), off)
  })

  test('is off where the SDK is disabled, or traces are', () => {
    assert.deepEqual(planTracing({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: 'true' }), off)
    assert.deepEqual(planTracing({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }), off)
  })

  test('takes the endpoint of all signals with the path of traces', () => {
    assert.deepEqual(planTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: `${OTEL_EXPORTER_OTLP_ENDPOINT}/` }), {
      plan: {
        endpoint: 'http://collector:4318/v1/traces',
        headers: {},
        serviceName: 'sallyport',
        resourceAttributes: {},
        sampler: { followsParent: true, share: 1 },
        batches: { delayMilliseconds: undefined, mostWaiting: undefined, largest: undefined },
      },
      problems: [],
    })
  })

  test('reads everything there is', () => {
    const { plan, problems } = planTracing({
      OTEL_EXPORTER_OTLP_ENDPOINT,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://other/traces?tenant=1',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc, x-tenant = a',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-tenant=b',
      OTEL_SERVICE_NAME: 'api',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=prod,service.version=1%2C0',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
      OTEL_BSP_SCHEDULE_DELAY: '100',
      OTEL_BSP_MAX_QUEUE_SIZE: '10',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '5',
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(plan, {
      endpoint: 'https://other/traces?tenant=1',
      headers: { authorization: 'Bearer abc', 'x-tenant': 'b' },
      serviceName: 'api',
      resourceAttributes: { 'deployment.environment.name': 'prod', 'service.version': '1,0' },
      sampler: { followsParent: false, share: 0.25 },
      batches: { delayMilliseconds: 100, mostWaiting: 10, largest: 5 },
    })
  })

  test('calls the service what the resource attributes call it, unless it is named', () => {
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_RESOURCE_ATTRIBUTES: 'service.name=edge' }
    assert.equal(planTracing(environment).plan?.serviceName, 'edge')
    assert.equal(planTracing({ ...environment, OTEL_SERVICE_NAME: 'api' }).plan?.serviceName, 'api')
  })

  const samplers = {
    always_on: { followsParent: false, share: 1 },
    always_off: { followsParent: false, share: 0 },
    parentbased_always_off: { followsParent: true, share: 0 },
    parentbased_traceidratio: { followsParent: true, share: 1 },
  }
  for (const [OTEL_TRACES_SAMPLER, sampler] of Object.entries(samplers)) {
    test(`knows the sampler ${OTEL_TRACES_SAMPLER}`, () => {
      assert.deepEqual(planTracing({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER }).plan?.sampler, sampler)
    })
  }

  const unusable = {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_TRACES_EXPORTER: 'zipkin',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'collector:4318',
  }
  for (const [name, value] of Object.entries(unusable)) {
    test(`is off, and says why, with ${name}=${value}`, () => {
      const { plan, problems } = planTracing({ OTEL_EXPORTER_OTLP_ENDPOINT, [name]: value })
      assert.equal(plan, undefined)
      assert.equal(problems.length, 1)
    })
  }

  const ignored = {
    OTEL_TRACES_SAMPLER: 'jaeger_remote',
    OTEL_EXPORTER_OTLP_HEADERS: 'no pairs',
    OTEL_RESOURCE_ATTRIBUTES: 'a=%E0%A4%A',
    OTEL_BSP_MAX_QUEUE_SIZE: '-1',
  }
  for (const [name, value] of Object.entries(ignored)) {
    test(`goes without ${name}=${value}, and says so without the value`, () => {
      const { plan, problems } = planTracing({ OTEL_EXPORTER_OTLP_ENDPOINT, [name]: value })
      assert.deepEqual(plan, planTracing({ OTEL_EXPORTER_OTLP_ENDPOINT }).plan)
      assert.equal(problems.length, 1)
      assert.doesNotMatch(problems[0] ?? '', new RegExp(value))
    })
  }
})
