import type { Factor } from '../factor.ts'

export const deviceSrpAuth: Factor<'DEVICE_SRP_AUTH'> = {
  challenge: 'DEVICE_SRP_AUTH',
  requiredAnswers: ['DEVICE_KEY', 'SRP_A'],
  events: ['device-begun'],
  parameters: () => ({}),
}
