import type { AskText, AuthText } from '../accounts.ts';

/** Questions of a log-in. */
export const ask: AskText = {
  account: '登录名',
  password: (account) => `${account} 的密码`,
  keySecret: (id) => `AccessKey ${id} 的密钥`,
  again: (account) => `会话已结束，请输入 ${account} 的密码`,
  where: '连接到',
  cloud: 'ZStack 云',
  demo: '沙箱，即本机上的演示云',
  address: '管理节点地址',
  kind: '登录方式',
  kinds: {
    account: '账户',
    user: '账户下的用户',
    ldap: 'LDAP 或 AD',
    'virtual-id': 'IAM2 虚拟 ID',
    'virtual-id-ldap': 'LDAP 或 AD 的 IAM2 虚拟 ID',
    cas: 'CAS',
    generic: '其他类型，按名称指定',
    'access-key': 'AccessKey',
  },
  owner: '用户所属的账户',
  project: '项目（留空表示不选）',
  type: '类型',
  keyId: 'AccessKey ID',
  captcha: (file) => `图片 ${file} 中的验证码`,
};

/** What is said of sessions. */
export const auth: AuthText = {
  state: {
    valid: '已登录',
    expired: '会话已结束',
    unknown: '已登录，但无法询问服务器',
    none: '尚未登录',
    loggedOut: '已退出登录',
  },
  fact: {
    profile: '配置',
    state: '状态',
    account: '账户',
    kind: '登录方式',
    url: '地址',
    since: '登录时间',
    until: '有效期至',
    storedIn: '保存位置',
  },
  expires: (time) => `${time}（登录时由服务器给出，每次调用都会顺延）`,
  useSandbox: '使用沙箱：zstack-cli --sandbox …；或设为默认：zstack-cli profile use sandbox',
  twoFactor: '服务器要求双因子认证：请加上 systemTags=<标签>::<令牌>，标签因服务器版本而异；也可以使用 AccessKey',
  captchaNeeded: (name, type) =>
    `服务器要求图片验证码：用 zstack-cli GetLoginCaptcha resourceName=${name} loginType=${type} 获取图片，` +
    '然后加上 captchaUuid=… verifyCode=… 重新登录',
  captchaWrong: '验证码不对，请看新的图片',
};
