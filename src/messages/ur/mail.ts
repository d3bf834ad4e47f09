import type { Words } from '../words.ts'

const changePassword = 'اگر یہ آپ نہیں تھے تو فوراً اپنا پاس ورڈ تبدیل کریں۔'

export const mail = {
  notices: {
    password: {
      subject: 'آپ کا پاس ورڈ تبدیل ہو گیا',
      body: 'آپ کے اکاؤنٹ کا پاس ورڈ تبدیل ہو گیا ہے۔',
      advice: 'اگر یہ آپ نہیں تھے تو اسے فوراً ری سیٹ کریں۔',
    },
    email: {
      subject: 'آپ کا ای میل پتہ تبدیل ہو گیا',
      body: 'آپ کے اکاؤنٹ کا ای میل پتہ تبدیل ہو گیا ہے۔',
      advice: changePassword,
    },
    phone_number: {
      subject: 'آپ کا فون نمبر تبدیل ہو گیا',
      body: 'آپ کے اکاؤنٹ کا فون نمبر تبدیل ہو گیا ہے۔',
      advice: changePassword,
    },
    'passkey-added': {
      subject: 'ایک پاس کی شامل کی گئی',
      body: 'آپ کے اکاؤنٹ میں ایک پاس کی شامل کی گئی ہے۔',
      advice: 'اگر یہ آپ نہیں تھے تو اسے حذف کریں اور فوراً اپنا پاس ورڈ تبدیل کریں۔',
    },
    'passkey-removed': {
      subject: 'ایک پاس کی ہٹائی گئی',
      body: 'آپ کے اکاؤنٹ سے ایک پاس کی ہٹائی گئی ہے۔',
      advice: changePassword,
    },
    'second-factor': {
      subject: 'آپ کا دوسرا مرحلہ تبدیل ہو گیا',
      body: 'پاس ورڈ کے بعد ہم آپ سے جو مانگتے ہیں وہ تبدیل ہو گیا ہے۔',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: 'نئے بازیابی کوڈ بنائے گئے',
      body: 'آپ کے اکاؤنٹ کے لیے نئے بازیابی کوڈ بنائے گئے ہیں۔ پرانے اب کام نہیں کرتے۔',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: 'ایک بازیابی کوڈ استعمال ہوا',
      body: 'کسی نے بازیابی کوڈ سے آپ کے اکاؤنٹ میں سائن ان کیا ہے۔',
      advice: changePassword,
    },
    'new-device': {
      subject: 'آپ کے اکاؤنٹ میں نیا سائن ان',
      body: 'کسی نے ایسے آلے یا براؤزر سے آپ کے اکاؤنٹ میں سائن ان کیا ہے جو ہم نے وہاں پہلے نہیں دیکھا۔',
      advice: changePassword,
    },
  },
  notMe: 'اگر یہ آپ نہیں تھے تو یہاں اپنا اکاؤنٹ محفوظ کریں (3 دن تک کارآمد)',
  notMeUndo: 'اگر یہ آپ نہیں تھے تو یہاں اسے واپس کریں اور اپنا اکاؤنٹ محفوظ کریں (3 دن تک کارآمد)',
  deleted: 'آپ کا اکاؤنٹ اور اس میں موجود سب کچھ حذف ہو گیا۔',
} satisfies Words['mail']
