import type { Problems } from '../../errors.ts';
import type { DoctorText } from '../doctor.ts';
import { inProfile } from '../profile.ts';
import type { Phrase } from '../text.ts';
import { count, listed } from './listing.ts';

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
    program: ({ version, node, damaged }) => ({
      text: `zstack-cli ${version} on Node ${node}${damaged ? ': its own files are damaged' : ''}`,
      hint: damaged ? 'install it again: npm ci && npm install --global .' : 'install Node 20.18 or later',
    }),
    settings({ file, loose, wrong, damaged }) {
      if (damaged) return { text: `${file} is damaged`, hint: 'mend it with: zstack-cli config edit' };
      if (wrong.length > 0)
        return {
          text: `not legal, or not known to this version: ${listed(wrong, 'and')}`,
          hint: 'zstack-cli config edit shows what is wrong; config set and config unset mend it',
        };
      if (loose.length === 0) return { text: file };
      return { text: `others may read ${listed(loose, 'and')}`, hint: `mend it with: chmod go= ${loose.join(' ')}` };
    },
    terminal({ terminal, columns, colors, unicode }) {
      if (!terminal) return { text: 'no terminal: results are JSON' };
      const depth = ['no colours', '16 colours', '256 colours', '16 million colours'][colors] ?? '';
      if (unicode) return { text: `${columns} columns, ${depth}` };
      return {
        text: `${columns} columns, ${depth}; the locale is not UTF-8, so that names may look broken`,
        hint: 'set it with: export LANG=C.UTF-8',
      };
    },
    completion({ shell, installed, known }) {
      if (!known) return { text: shell === '' ? 'the shell is not known' : `there is none for ${shell}` };
      return installed
        ? { text: `is installed for ${shell}` }
        : { text: `is not installed for ${shell}`, hint: 'install it with: zstack-cli completion install' };
    },
    reach: ({ url, ms, proxy }) => ({
      text: `${url} answers after ${ms} ms${proxy === undefined ? '' : `, through ${proxy}`}`,
    }),
    certificate({ days, trust, subject }) {
      if (trust === 'pin') return { text: `${subject}: the pinned one` };
      return {
        text: `${subject}: trusted, for ${count(days, 'more day')}`,
        hint: 'have it renewed on the management node',
      };
    },
    clock({ seconds }) {
      const apart = Math.abs(seconds);
      if (apart <= 1) return { text: 'as the clock here' };
      return {
        text: `${apart} s ${seconds > 0 ? 'ahead of' : 'behind'} the clock here`,
        hint: 'set both by NTP; access keys are refused from 15 minutes on',
      };
    },
    release: ({ server, known }) => ({
      text: `the node runs ZStack ${server}; this program knows ${known}`,
      hint: 'what is new or gone there is not known here; --no-validate sends it anyway',
    }),
    login({ account, state, profile }) {
      if (state === 'expired')
        return {
          text: `the session of ${account ?? '-'} has ended`,
          hint: `log in with: zstack-cli ${inProfile(profile)}login`,
        };
      if (state === 'open') return { text: 'the sandbox logs in by itself' };
      return { text: state === 'keys' ? `access key ${account ?? ''}`.trim() : `logged in as ${account ?? '-'}` };
    },
  },
};
