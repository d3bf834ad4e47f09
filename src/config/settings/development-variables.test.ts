import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { developmentVariables } from './development-variables.ts'

describe('developmentVariables', () => {
  test('names what only start knows, where it is set', () => {
    const environment = {
      SALLYPORT_FIXED_CODE: '123456',
      SALLYPORT_HTTP_PORT: '',
      SALLYPORT_BASE_HOST: undefined,
      SALLYPORT_PORT: '443',
      SALLYPORT_PUBLIC_URL: 'https://id.example.com',
    }
    assert.deepEqual(developmentVariables(environment), ['SALLYPORT_FIXED_CODE'])
  })

  test('names nothing in a clean environment', () => {
    assert.deepEqual(developmentVariables({ PATH: '/bin' }), [])
  })
})
