import type { Problems } from '../../errors.ts';
import type { DoctorText } from '../doctor.ts';
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
    program: ({ version, node, damaged }) =>
      `zstack-cli ${version}，Node ${node}${damaged ? '：程序自身的文件已损坏，请重新安装' : ''}`,
    settings({ file, loose, wrong, damaged }) {
      if (damaged) return `${file} 已损坏，下次更改设置时会将其另存`;
      if (wrong.length > 0) return `值无效或此版本不认识：${listed(wrong, '和')}；请用 config set 或 config unset 修正`;
      return loose.length > 0 ? `其他用户可以读取 ${listed(loose, '和')}；请执行 chmod go=` : file;
    },
    terminal({ terminal, columns, colors, unicode }) {
      if (!terminal) return '没有终端，结果为 JSON';
      const depth = ['无颜色', '16 色', '256 色', '1600 万色'][colors] ?? '';
      return `${columns} 列，${depth}${unicode ? '' : '；区域设置不是 UTF-8，名称可能显示为乱码'}`;
    },
    completion({ shell, installed, known }) {
      if (!known) return shell === '' ? '不知道使用哪种 shell' : `不支持 ${shell}`;
      return installed ? `已为 ${shell} 安装` : `尚未为 ${shell} 安装：zstack-cli completion install`;
    },
    reach: ({ url, ms, proxy, reason }) =>
      [reason === undefined ? `${url} 在 ${ms} 毫秒内应答` : `无法连接 ${url}：${reason}`, proxy && `经由代理 ${proxy}`]
        .filter(Boolean)
        .join('，'),
    certificate({ days, trust, subject, reason }) {
      if (reason === 'pin-changed') return `${subject} 与固定的证书不同`;
      if (trust === 'pin') return `${subject} 即固定的证书`;
      if (reason !== undefined) return `${subject ?? '证书'} 不受信任：${reason}；参见 zstack-cli trust`;
      return `${subject} 受信任，还有 ${days} 天到期`;
    },
    clock: ({ seconds }) =>
      Math.abs(seconds) <= 1 ? '与本机一致' : `比本机${seconds > 0 ? '快' : '慢'} ${Math.abs(seconds)} 秒`,
    release: ({ server, known }) => `管理节点为 ZStack ${server}，本程序对应 ${known}`,
    login({ account, state }) {
      if (state === 'none') return '尚未登录';
      if (state === 'expired') return `${account ?? '-'} 的会话已结束，请登录：zstack-cli login`;
      return state === 'keys' ? `AccessKey ${account ?? ''}`.trim() : `已以 ${account ?? '-'} 登录`;
    },
  },
};
