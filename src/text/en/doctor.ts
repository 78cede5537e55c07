import type { Problems } from '../../errors.ts';
import type { DoctorText } from '../doctor.ts';
import type { Phrase } from '../text.ts';
import { listed } from './listing.ts';

export const doctorProblems = {
  ailing: ({ names }: Problems['ailing']): Phrase => ({ text: `something is wrong with ${listed(names, 'and')}` }),
};

/** What the doctor says. */
export const doctor: DoctorText = {
  name: {
    program: 'program',
    settings: 'settings',
    terminal: 'terminal',
    completion: 'completion',
    reach: 'way to the node',
    certificate: 'certificate',
    clock: 'clock',
    release: 'release',
    login: 'log-in',
  },
  skipped: 'not looked at',
  told: {
    program: ({ version, node, damaged }) =>
      `zstack-cli ${version} on Node ${node}${damaged ? ': its own files are damaged; install it again' : ''}`,
    settings({ file, loose, wrong, damaged }) {
      if (damaged) return `${file} is damaged; the next change puts it aside`;
      if (wrong.length > 0)
        return `not legal, or not known to this version: ${listed(wrong, 'and')}; see config set and config unset`;
      return loose.length > 0 ? `others may read ${listed(loose, 'and')}; mend with chmod go=` : file;
    },
    terminal({ terminal, columns, colors, unicode }) {
      if (!terminal) return 'no terminal: results are JSON';
      const depth = ['no colours', '16 colours', '256 colours', '16 million colours'][colors] ?? '';
      return `${columns} columns, ${depth}${unicode ? '' : '; the locale is not UTF-8, so that names may look broken'}`;
    },
    completion({ shell, installed, known }) {
      if (!known) return shell === '' ? 'the shell is not known' : `there is none for ${shell}`;
      return installed ? `is installed for ${shell}` : `is not installed for ${shell}: zstack-cli completion install`;
    },
    reach: ({ url, ms, proxy, reason }) =>
      [
        `${url} ${reason === undefined ? `answers after ${ms} ms` : `cannot be reached: ${reason}`}`,
        proxy && `through ${proxy}`,
      ]
        .filter(Boolean)
        .join(', '),
    certificate({ days, trust, subject, reason }) {
      if (reason === 'pin-changed') return `${subject}: another one than the pinned`;
      if (trust === 'pin') return `${subject}: the pinned one`;
      if (reason !== undefined) return `${subject ?? ''} is not trusted: ${reason}; see zstack-cli trust`.trim();
      return `${subject}: trusted, for ${days} more days`;
    },
    clock: ({ seconds }) =>
      Math.abs(seconds) <= 1
        ? 'as the clock here'
        : `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the clock here`,
    release: ({ server, known }) => `the node runs ZStack ${server}; this program knows ${known}`,
    login({ account, state }) {
      if (state === 'none') return 'not logged in';
      if (state === 'expired') return `the session of ${account ?? '-'} has ended; log in with: zstack-cli login`;
      return state === 'keys' ? `access key ${account ?? ''}`.trim() : `logged in as ${account ?? '-'}`;
    },
  },
};
