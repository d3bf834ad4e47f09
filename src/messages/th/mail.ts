import type { Words } from '../words.ts'

const changePassword = 'หากไม่ใช่คุณ โปรดเปลี่ยนรหัสผ่านทันที'

export const mail = {
  notices: {
    password: {
      subject: 'รหัสผ่านของคุณถูกเปลี่ยน',
      body: 'รหัสผ่านของบัญชีคุณถูกเปลี่ยน',
      advice: 'หากไม่ใช่คุณ โปรดรีเซ็ตรหัสผ่านทันที',
    },
    email: {
      subject: 'อีเมลของคุณถูกเปลี่ยน',
      body: 'อีเมลของบัญชีคุณถูกเปลี่ยน',
      advice: changePassword,
    },
    phone_number: {
      subject: 'หมายเลขโทรศัพท์ของคุณถูกเปลี่ยน',
      body: 'หมายเลขโทรศัพท์ของบัญชีคุณถูกเปลี่ยน',
      advice: changePassword,
    },
    'passkey-added': {
      subject: 'มีการเพิ่มพาสคีย์',
      body: 'มีการเพิ่มพาสคีย์ในบัญชีของคุณ',
      advice: 'หากไม่ใช่คุณ โปรดลบพาสคีย์นั้นและเปลี่ยนรหัสผ่านทันที',
    },
    'passkey-removed': {
      subject: 'มีการนำพาสคีย์ออก',
      body: 'มีการนำพาสคีย์ออกจากบัญชีของคุณ',
      advice: changePassword,
    },
    'second-factor': {
      subject: 'ขั้นตอนที่สองของคุณถูกเปลี่ยน',
      body: 'วิธียืนยันที่เราขอหลังจากรหัสผ่านถูกเปลี่ยน',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: 'มีการสร้างรหัสกู้คืนใหม่',
      body: 'มีการสร้างรหัสกู้คืนใหม่สำหรับบัญชีของคุณ รหัสเดิมใช้ไม่ได้อีกต่อไป',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: 'มีการใช้รหัสกู้คืน',
      body: 'มีผู้เข้าสู่ระบบบัญชีของคุณด้วยรหัสกู้คืน',
      advice: changePassword,
    },
    'new-device': {
      subject: 'มีการเข้าสู่ระบบบัญชีของคุณครั้งใหม่',
      body: 'มีผู้เข้าสู่ระบบบัญชีของคุณจากอุปกรณ์หรือเบราว์เซอร์ที่เราไม่เคยเห็นมาก่อน',
      advice: changePassword,
    },
  },
  notMe: 'หากไม่ใช่คุณ โปรดรักษาความปลอดภัยบัญชีของคุณที่นี่ (ใช้ได้ 3 วัน)',
  notMeUndo: 'หากไม่ใช่คุณ โปรดเลิกทำการเปลี่ยนแปลงและรักษาความปลอดภัยบัญชีของคุณที่นี่ (ใช้ได้ 3 วัน)',
} satisfies Words['mail']
