import type { MFAOptionType } from '../../contract/shapes.gen.ts'
import type { User } from './user.ts'

export interface MfaOptionsRendering {
  readonly MFAOptions?: readonly MFAOptionType[]
}

/** SMS as a second factor, as the API spelled it when there was no other. */
const sms: MFAOptionType = { DeliveryMedium: 'SMS', AttributeName: 'phone_number' }

/** Cognito: the member is absent when there are none. */
export function renderMfaOptions({ mfaFactors }: Pick<User, 'mfaFactors'>): MfaOptionsRendering {
  return mfaFactors.includes('SMS_MFA') ? { MFAOptions: [sms] } : {}
}

/** Whether these options, which replace those before, turn SMS on; undefined for what is not SMS to the phone number. */
export function turnsSmsOn(options: readonly MFAOptionType[]): boolean | undefined {
  const isSms = (option: MFAOptionType) =>
    option.DeliveryMedium === sms.DeliveryMedium && option.AttributeName === sms.AttributeName
  return options.every(isSms) ? options.length > 0 : undefined
}
