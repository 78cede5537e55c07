import type { Problems } from '../../errors.ts';
import type { DoctorText } from '../doctor.ts';
import { inProfile } from '../profile.ts';
import type { Phrase } from '../text.ts';
import { listed } from './listing.ts';

export const doctorProblems = {
  ailing: ({ names }: Problems['ailing']): Phrase => ({ text: `发现问题：${listed(names, '和')}` }),
};

/** What the doctor says. */
export const doctor: DoctorText = {
  name: {
    program: '程序',
    settings: '设置',
    terminal: '终端',
    completion: '命令补全',
    reach: '网络连接',
    certificate: '证书',
    clock: '时钟',
    release: '版本',
    login: '登录',
  },
  skipped: '未检查',
  told: {
    program: ({ version, node, damaged }) => ({
      text: `zstack-cli ${version}，Node ${node}${damaged ? '：程序自身的文件已损坏' : ''}`,
      hint: damaged ? '请重新安装：npm ci && npm install --global .' : '请安装 Node 20.18 或更新版本',
    }),
    settings({ file, loose, wrong, damaged }) {
      if (damaged) return { text: `${file} 已损坏`, hint: '请修正：zstack-cli config edit' };
      if (wrong.length > 0)
        return {
          text: `值无效或此版本不认识：${listed(wrong, '和')}`,
          hint: '用 zstack-cli config edit 查看错误；用 config set 或 config unset 修正',
        };
      if (loose.length === 0) return { text: file };
      return { text: `其他用户可以读取 ${listed(loose, '和')}`, hint: `请执行：chmod go= ${loose.join(' ')}` };
    },
    terminal({ terminal, columns, colors, unicode }) {
      if (!terminal) return { text: '没有终端，结果为 JSON' };
      const depth = ['无颜色', '16 色', '256 色', '1600 万色'][colors] ?? '';
      if (unicode) return { text: `${columns} 列，${depth}` };
      return {
        text: `${columns} 列，${depth}；区域设置不是 UTF-8，名称可能显示为乱码`,
        hint: '请设置：export LANG=C.UTF-8',
      };
    },
    completion({ shell, installed, known }) {
      if (!known) return { text: shell === '' ? '不知道使用哪种 shell' : `不支持 ${shell}` };
      return installed
        ? { text: `已为 ${shell} 安装` }
        : { text: `尚未为 ${shell} 安装`, hint: '请安装：zstack-cli completion install' };
    },
    reach: ({ url, ms, proxy }) => ({
      text: `${url} 在 ${ms} 毫秒内应答${proxy === undefined ? '' : `，经由代理 ${proxy}`}`,
    }),
    certificate({ days, trust, subject }) {
      if (trust === 'pin') return { text: `${subject} 即固定的证书` };
      return {
        text: `${subject} 受信任，还有 ${days} 天到期`,
        hint: '请在管理节点上更新证书',
      };
    },
    clock({ seconds }) {
      const apart = Math.abs(seconds);
      if (apart <= 1) return { text: '与本机一致' };
      return {
        text: `比本机${seconds > 0 ? '快' : '慢'} ${apart} 秒`,
        hint: '请用 NTP 校准两边的时钟；相差 15 分钟以上时 AccessKey 会被拒绝',
      };
    },
    release: ({ server, known }) => ({
      text: `管理节点为 ZStack ${server}，本程序对应 ${known}`,
      hint: '本程序不了解两个版本之间的差异；可用 --no-validate 照样发送',
    }),
    login({ account, state, profile }) {
      if (state === 'expired')
        return { text: `${account ?? '-'} 的会话已结束`, hint: `请登录：zstack-cli ${inProfile(profile)}login` };
      if (state === 'open') return { text: '沙箱会自动登录' };
      return { text: state === 'keys' ? `AccessKey ${account ?? ''}`.trim() : `已以 ${account ?? '-'} 登录` };
    },
  },
};
