import type { Words } from '../words.ts'

const changePassword = '본인이 아니라면 즉시 비밀번호를 변경하세요.'

export const mail = {
  notices: {
    password: {
      subject: '비밀번호가 변경되었습니다',
      body: '계정의 비밀번호가 변경되었습니다.',
      advice: '본인이 아니라면 즉시 비밀번호를 재설정하세요.',
    },
    email: {
      subject: '이메일 주소가 변경되었습니다',
      body: '계정의 이메일 주소가 변경되었습니다.',
      advice: changePassword,
    },
    phone_number: {
      subject: '전화번호가 변경되었습니다',
      body: '계정의 전화번호가 변경되었습니다.',
      advice: changePassword,
    },
    'passkey-added': {
      subject: '패스키가 추가되었습니다',
      body: '계정에 패스키가 추가되었습니다.',
      advice: '본인이 아니라면 즉시 패스키를 삭제하고 비밀번호를 변경하세요.',
    },
    'passkey-removed': {
      subject: '패스키가 삭제되었습니다',
      body: '계정에서 패스키가 삭제되었습니다.',
      advice: changePassword,
    },
    'second-factor': {
      subject: '2단계 인증이 변경되었습니다',
      body: '비밀번호 다음에 요청하는 인증 방법이 변경되었습니다.',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: '새 복구 코드가 생성되었습니다',
      body: '계정의 새 복구 코드가 생성되었습니다. 이전 코드는 더 이상 사용할 수 없습니다.',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: '복구 코드가 사용되었습니다',
      body: '누군가 복구 코드를 사용해 계정에 로그인했습니다.',
      advice: changePassword,
    },
    'new-device': {
      subject: '계정에 새로운 로그인이 있습니다',
      body: '누군가 이전에 사용된 적 없는 기기 또는 브라우저에서 계정에 로그인했습니다.',
      advice: changePassword,
    },
  },
  notMe: '본인이 아니라면 여기에서 계정을 보호하세요(3일간 유효)',
  notMeUndo: '본인이 아니라면 여기에서 변경을 취소하고 계정을 보호하세요(3일간 유효)',
  deleted: '계정과 그 안의 모든 내용이 삭제되었습니다.',
} satisfies Words['mail']
