import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'آپ کا توثیقی کوڈ', body: 'آپ کا توثیقی کوڈ {####} ہے' },
  verification: { subject: 'آپ کا تصدیقی کوڈ', body: 'آپ کا تصدیقی کوڈ {####} ہے' },
  authentication: { subject: 'آپ کا سائن ان کوڈ', body: 'آپ کا سائن ان کوڈ {####} ہے۔' },
  linkConfirmation: {
    subject: 'آپ کا تصدیقی لنک',
    body: 'اپنے ای میل پتے کی تصدیق کے لیے نیچے دیے گئے لنک پر کلک کریں۔ {##ای میل کی تصدیق کریں##}',
  },
  invitation: {
    subject: 'آپ کا عارضی پاس ورڈ',
    body: 'آپ کا صارف نام {username} اور عارضی پاس ورڈ {####} ہے۔',
  },
  welcome: {
    subject: 'آپ کا اکاؤنٹ',
    body: 'آپ کا اکاؤنٹ منتقل ہو گیا ہے۔ آپ کا صارف نام {username} ہے اور پاس ورڈ وہی ہے جو آپ کے پاس ہے۔',
  },
  existingAccount: {
    subject: 'آپ کا اکاؤنٹ پہلے سے موجود ہے',
    body: 'کسی نے اس پتے سے اکاؤنٹ مانگا ہے جس کا اکاؤنٹ پہلے سے موجود ہے۔ اگر یہ آپ تھے تو سائن ان کریں، یا پاس ورڈ بھول گئے ہوں تو اسے ری سیٹ کریں۔ اگر نہیں، تو کچھ کرنے کی ضرورت نہیں۔',
  },
  risk: {
    subject: 'سائن ان کی نئی کوشش',
    blocked: 'ہم نے آپ کے اکاؤنٹ میں سائن ان کی ایک کوشش روک دی۔',
    asked: 'ہم نے آپ کے اکاؤنٹ میں سائن ان پر دوسرا عنصر مانگا۔',
    passed: 'کسی نے غیر معمولی طریقے سے آپ کے اکاؤنٹ میں سائن ان کیا۔',
    time: 'وقت: {login-time}',
    device: 'آلہ: {device-name}',
    address: 'آئی پی پتہ: {ip-address}',
    valid: 'اگر یہ آپ تھے: {one-click-link-valid}',
    invalid: 'اگر نہیں: {one-click-link-invalid}',
    itWasMe: 'جی، میں ہی',
    itWasNotMe: 'نہیں، میں نہیں',
  },
} satisfies Words['letters']
