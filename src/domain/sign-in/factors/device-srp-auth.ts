import type { Factor } from '../factor.ts'

export const deviceSrpAuth: Factor<'DEVICE_SRP_AUTH'> = {
  challenge: 'DEVICE_SRP_AUTH',
  requiredAnswers: ['DEVICE_KEY', 'SRP_A'],
  // A browser that is a remembered device proves it at once (flows/sign-in/answer-device-secret.ts).
  events: ['device-begun', 'device-proven'],
  parameters: () => ({}),
}
