import type { Words } from '../words.ts'

const changePassword = 'اگر شما نبودید، فوراً گذرواژه خود را تغییر دهید.'

export const mail = {
  notices: {
    password: {
      subject: 'گذرواژه شما تغییر کرد',
      body: 'گذرواژه حساب شما تغییر کرد.',
      advice: 'اگر شما نبودید، فوراً آن را بازنشانی کنید.',
    },
    email: {
      subject: 'نشانی ایمیل شما تغییر کرد',
      body: 'نشانی ایمیل حساب شما تغییر کرد.',
      advice: changePassword,
    },
    phone_number: {
      subject: 'شماره تلفن شما تغییر کرد',
      body: 'شماره تلفن حساب شما تغییر کرد.',
      advice: changePassword,
    },
    'passkey-added': {
      subject: 'گذرکلیدی اضافه شد',
      body: 'گذرکلیدی به حساب شما اضافه شد.',
      advice: 'اگر شما نبودید، آن را حذف کنید و فوراً گذرواژه خود را تغییر دهید.',
    },
    'passkey-removed': {
      subject: 'گذرکلیدی برداشته شد',
      body: 'گذرکلیدی از حساب شما برداشته شد.',
      advice: changePassword,
    },
    'second-factor': {
      subject: 'گام دوم شما تغییر کرد',
      body: 'آنچه پس از گذرواژه از شما می‌خواهیم تغییر کرد.',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: 'کدهای بازیابی جدید ساخته شد',
      body: 'برای حساب شما کدهای بازیابی جدید ساخته شد. کدهای قبلی دیگر معتبر نیستند.',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: 'از کد بازیابی استفاده شد',
      body: 'کسی با کد بازیابی وارد حساب شما شد.',
      advice: changePassword,
    },
    'new-device': {
      subject: 'ورود جدید به حساب شما',
      body: 'کسی از دستگاه یا مرورگری وارد حساب شما شد که پیش‌تر در آن ندیده بودیم.',
      advice: changePassword,
    },
  },
  notMe: 'اگر شما نبودید، حساب خود را از اینجا ایمن کنید (تا ۳ روز معتبر است)',
  notMeUndo: 'اگر شما نبودید، از اینجا آن را برگردانید و حساب خود را ایمن کنید (تا ۳ روز معتبر است)',
  deleted: 'حساب شما و هرچه در آن بود حذف شد.',
} satisfies Words['mail']
