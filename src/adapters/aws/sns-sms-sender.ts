import type { SmsSender } from '../../ports/message-sender.ts'
import { callAws, type AwsService } from './call-aws.ts'

/** Sends SMS by Publish of Amazon SNS, as what must arrive at once. */
export function createSnsSmsSender(service: AwsService): SmsSender {
  return {
    sendSms({ to, text }) {
      const body = new URLSearchParams({
        Action: 'Publish',
        Version: '2010-03-31',
        PhoneNumber: to,
        Message: text,
        'MessageAttributes.entry.1.Name': 'AWS.SNS.SMS.SMSType',
        'MessageAttributes.entry.1.Value.DataType': 'String',
        'MessageAttributes.entry.1.Value.StringValue': 'Transactional',
      })
      const contentType = 'application/x-www-form-urlencoded; charset=utf-8'
      return callAws(service, { service: 'sns', path: '/', contentType, body: body.toString() })
    },
  }
}
