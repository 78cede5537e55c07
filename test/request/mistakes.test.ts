import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/errors.ts';
import { type Phrase, textIn } from '../../src/text/text.ts';
import { build } from './build.ts';

/** A line, and for each of its mistakes the place, the sentence and the way out. */
const mistakes: readonly (readonly [line: string, told: readonly string[]])[] = [
  [
    'CreatVmInstance name=a',
    [
      'CreatVmInstance → no API “CreatVmInstance”; did you mean CreateVmInstance, CreateFaultToleranceVmInstance or CreateVmInstanceFromOvf?',
    ],
  ],
  ['createvminstanc name=a', ['createvminstanc → no API “createvminstanc”; did you mean CreateVmInstance?']],
  ['AddControlledIPRange startIp=1', ['AddControlledIPRange → AddControlledIPRange is gone since ZStack 3.6.0']],
  ['SearchThing', ['SearchThing → no API “SearchThing”']],
  ['CreateVmInstance', ['CreateVmInstance → CreateVmInstance needs name']],
  [
    'CreateVmInstance nmae=a',
    [
      'nmae → CreateVmInstance has no parameter “nmae”; did you mean name?',
      'CreateVmInstance → CreateVmInstance needs name',
    ],
  ],
  [
    'CreateVmInstance name=a imageUuuid=b',
    ['imageUuuid → CreateVmInstance has no parameter “imageUuuid”; did you mean imageUuid?'],
  ],
  ['CreateVmInstance name=a name=b', ['name → “name” is given twice']],
  [
    'CreateVmInstance name~=a',
    ['~= → CreateVmInstance takes parameters, not conditions: “~=” does not work here; write name=value'],
  ],
  ['CreateVmInstance name = a', ['name → no spaces around an operator; write name=value as one word']],
  ['CreateVmInstance name<>a', ['<> → no operator “<>”; did you mean !=?']],
  ['CreateVmInstance =a', ['=a → a name is missing before the operator']],
  [
    'CreateVmInstance name=a cpuNum=four',
    ['four → cpuNum is a whole number between -2147483648 and 2147483647, not “four”'],
  ],
  [
    'CreateVmInstance name=a cpuNum=4.5',
    ['4.5 → cpuNum is a whole number between -2147483648 and 2147483647, not “4.5”'],
  ],
  [
    'CreateVmInstance name=a cpuNum=99999999999',
    ['99999999999 → cpuNum is a whole number between -2147483648 and 2147483647, not “99999999999”'],
  ],
  ['CreateVmInstance name=a memorySize=4G', ['4G → memorySize is a whole number of at most 64 bits, not “4G”']],
  [
    'CreateVmInstance name=a memorySize=9223372036854775808',
    ['9223372036854775808 → memorySize is a whole number of at most 64 bits, not “9223372036854775808”'],
  ],
  ['CreateVmInstance name=a reservedMemorySize=-1', ['-1 → reservedMemorySize cannot be -1; legal: at least 0']],
  ['CreateVmInstance name=a virtio=yes', ['yes → virtio is true or false, not “yes”']],
  [
    'CreateVmInstance name=a strategy=InstantStrat',
    [
      'InstantStrat → strategy cannot be “InstantStrat”; did you mean InstantStart? legal: InstantStart, JustCreate, CreateStopped',
    ],
  ],
  ['CreateVmInstance name=a imageUuid=', [' → imageUuid is empty; leave it out, or give it a value']],
  [
    `CreateVmInstance name=a 'dataDiskSizes=1,x'`,
    ['1,x → dataDiskSizes[1] is a whole number of at most 64 bits, not “x”'],
  ],
  [
    `CreateVmInstance name=a "systemTags=['a',"`,
    [
      ` → the value of systemTags ends too early; values are JSON such as [{"key":"value"}], Python’s [{'key': True}], or key[0].member=value`,
    ],
  ],
  [
    `CreateVmInstance name=a "systemTags=['a' 'b']"`,
    [
      `' → systemTags: “'” cannot stand here; values are JSON such as [{"key":"value"}], Python’s [{'key': True}], or key[0].member=value`,
    ],
  ],
  [
    'CreateVmInstance name=a dataVolumeSystemTagsOnIndex=x',
    [
      `x → dataVolumeSystemTagsOnIndex: “x” cannot stand here; values are JSON such as [{"key":"value"}], Python’s [{'key': True}], or key[0].member=value`,
    ],
  ],
  [
    'CreateVmInstance name=a dataVolumeSystemTagsOnIndex=5',
    ['5 → dataVolumeSystemTagsOnIndex is a JSON object, such as {"key":"value"}, not “5”'],
  ],
  [
    `CreateVmInstance name=a 'dataVolumeSystemTagsOnIndex={"0":"x"}'`,
    ['{"0":"x"} → dataVolumeSystemTagsOnIndex.0 is a list: a,b,c or JSON, not “x”'],
  ],
  ['CreateVmInstance name=a diskAOs[0].szie=1', ['szie → diskAOs[0] has no member “szie”; did you mean size?']],
  [
    'CreateVmInstance name=a diskAOs[0].size=big',
    ['big → diskAOs[0].size is a whole number of at most 64 bits, not “big”'],
  ],
  [
    'CreateVmInstance name=a diskAOs[1].size=1',
    ['diskAOs[1].size → “diskAOs[1].size” leaves a gap or does not fit what is there; begin with diskAOs[0]'],
  ],
  ['CreateVmInstance name=a diskAOs.size=1', ['.size → diskAOs is a list; write diskAOs[0] for its first element']],
  [
    'CreateVmInstance name=a diskAOs[x].size=1',
    ['diskAOs[x].size → “diskAOs[x].size” cannot be read as a name; write it as rules[0].protocol'],
  ],
  [
    'CreateVmInstance name=a diskAOs[0]..size=1',
    ['diskAOs[0]..size → “diskAOs[0]..size” cannot be read as a name; write it as rules[0].protocol'],
  ],
  ['CreateVmInstance name=a name.first=b', ['.first → name is a plain value and has no members']],
  [
    'CreateVmInstance name=a diskAOs[0].size=1 diskAOs[0].size=2',
    ['diskAOs[0].size → “diskAOs[0].size” is given twice'],
  ],
  [
    'CreateVmInstance name=a resourceUuid=12345678123412341234123456789abx',
    [
      '12345678123412341234123456789abx → resourceUuid is a uuid of 32 hex digits, not “12345678123412341234123456789abx”; a version-4 uuid in lower case without dashes is needed',
    ],
  ],
  [
    'CreateVmInstance name=a resourceUuid=1d2c3b4a-5f6e-4708-a9b0-c1d2e3f4a5b6',
    [
      '1d2c3b4a-5f6e-4708-a9b0-c1d2e3f4a5b6 → resourceUuid is a uuid of 32 hex digits, not “1d2c3b4a-5f6e-4708-a9b0-c1d2e3f4a5b6”; write it without dashes: 1d2c3b4a5f6e4708a9b0c1d2e3f4a5b6',
    ],
  ],
  [
    'CreateVmInstance name=a resourceUuid=1d2c3b4a5f6e9708a9b0c1d2e3f4a5b6',
    [
      '1d2c3b4a5f6e9708a9b0c1d2e3f4a5b6 → resourceUuid is a uuid of 32 hex digits, not “1d2c3b4a5f6e9708a9b0c1d2e3f4a5b6”; a version-4 uuid in lower case without dashes is needed',
    ],
  ],
  [
    'CreateVmInstance cpuNum=x nmae=y',
    [
      'x → cpuNum is a whole number between -2147483648 and 2147483647, not “x”',
      'nmae → CreateVmInstance has no parameter “nmae”; did you mean name?',
      'CreateVmInstance → CreateVmInstance needs name',
    ],
  ],
  [
    'AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c rules=[]',
    ['[] → rules is an empty list; at least one element is needed'],
  ],
  [
    'AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c rules=',
    [' → rules is an empty list; at least one element is needed'],
  ],
  [
    `AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c "rules=[{'type':'Ingres'}]"`,
    [`[{'type':'Ingres'}] → rules[0].type cannot be “Ingres”; did you mean Ingress? legal: Ingress, Egress`],
  ],
  [
    `AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c "rules=[{'protocol':'TCP'}]"`,
    [`[{'protocol':'TCP'}] → rules[0] needs type`],
  ],
  [
    `AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c "rules=[{'type':'Ingress','startPort':'x'}]"`,
    [
      `[{'type':'Ingress','startPort':'x'}] → rules[0].startPort is a whole number between -2147483648 and 2147483647, not “x”`,
    ],
  ],
  [
    `AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c "rules=__import__('os')"`,
    [
      `__import__ → rules: “__import__” cannot stand here; values are JSON such as [{"key":"value"}], Python’s [{'key': True}], or key[0].member=value`,
    ],
  ],
  [
    'AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c "rules=[dict(type=1)]"',
    [
      `dict → rules: “dict” cannot stand here; values are JSON such as [{"key":"value"}], Python’s [{'key': True}], or key[0].member=value`,
    ],
  ],
  [
    `AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c "rules=[{'type'}]"`,
    [
      `} → rules: “}” cannot stand here; values are JSON such as [{"key":"value"}], Python’s [{'key': True}], or key[0].member=value`,
    ],
  ],
  [
    `AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c "rules=[b'x']"`,
    [
      `b → rules: “b” cannot stand here; values are JSON such as [{"key":"value"}], Python’s [{'key': True}], or key[0].member=value`,
    ],
  ],
  [
    'AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c rules[0].type=Ingress rules[0].ipVersion=5',
    ['5 → rules[0].ipVersion cannot be “5”; legal: 4, 6'],
  ],
  [
    'AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c rules[0].type=Ingress rules[0].protcol=TCP',
    ['protcol → rules[0] has no member “protcol”; did you mean protocol?'],
  ],
  [
    'AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c rules[0].protocol=TCP',
    ['TCP → rules[0] needs type'],
  ],
  [
    'AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c rules[1].type=Ingress',
    ['rules[1].type → “rules[1].type” leaves a gap or does not fit what is there; begin with rules[0]'],
  ],
  [
    'AddSecurityGroupRule securityGroupUuid=9f5010336a233d6ebbd82594a6d56e7c rules.type=Ingress',
    ['.type → rules is a list; write rules[0] for its first element'],
  ],
  [
    'ChangeZoneState uuid=9f5010336a233d6ebbd82594a6d56e7c stateEvent=enabled',
    ['enabled → stateEvent cannot be “enabled”; did you mean enable? legal: enable, disable'],
  ],
  ['ChangeZoneState uuid= stateEvent=enable', ['ChangeZoneState → ChangeZoneState needs uuid']],
  [
    'DeleteZone uuid=9f5010336a233d6ebbd82594a6d56e7c deleteMode=Force',
    ['Force → deleteMode cannot be “Force”; legal: Enforcing, Permissive'],
  ],
  ['DeleteZone', ['DeleteZone → DeleteZone needs uuid']],
  ['DeleteVmSshKey', ['DeleteVmSshKey → DeleteVmSshKey needs uuid']],
  [
    'CreateZone name=a$b',
    ['a$b → name cannot be “a$b”; it must match ^(?! )[\\u4e00-\\u9fa5a-zA-Z0-9\\-_.():+" ]*(?<! )$'],
  ],
  [
    'CreateEcsImageFromEcsSnapshot name=1',
    [
      '1 → name is 1 character long; legal: 2 to 128 characters',
      '1 → name cannot be “1”; it must match ^[\\u4e00-\\u9fa5a-zA-Z][\\u4e00-\\u9fa5_a-zA-Z0-9.-]+$',
      'CreateEcsImageFromEcsSnapshot → CreateEcsImageFromEcsSnapshot needs snapshotUuid',
    ],
  ],
  [
    'UpdateEcsInstanceVncPassword uuid=9f5010336a233d6ebbd82594a6d56e7c password=ab',
    [
      'ab → password is 2 characters long; legal: exactly 6 characters',
      'ab → password cannot be “***”; it must match [A-Za-z0-9]{6}',
    ],
  ],
  [
    `ChangeVmPassword uuid=9f5010336a233d6ebbd82594a6d56e7c account=root 'password=a b'`,
    ['a b → password cannot be “***”; it must match [\\da-zA-Z-`=\\\\\\[\\];\',./~!@#$%^&*()_+|{}:"<>?]{1,}'],
  ],
  [
    'CreateLdapBinding accountUuid=9f501033-6a23-3d6e-bbd8-2594a6d56e7c ldapUid=x',
    [
      '9f501033-6a23-3d6e-bbd8-2594a6d56e7c → accountUuid is a uuid of 32 hex digits, not “9f501033-6a23-3d6e-bbd8-2594a6d56e7c”; write it without dashes: 9f5010336a233d6ebbd82594a6d56e7c',
    ],
  ],
  [
    'CreateLdapBinding accountUuid=admin ldapUid=x',
    ['admin → accountUuid is a uuid of 32 hex digits, not “admin”; to name the Account, write accountUuid=@admin'],
  ],
  ['CreateDiskOffering name=a diskSize=0', ['0 → diskSize cannot be 0; legal: at least 1 bytes']],
  [
    'CreateAlarm name=a threshold=-0.5',
    [
      '-0.5 → threshold cannot be -0.5; legal: at least 0',
      'CreateAlarm → CreateAlarm needs comparisonOperator, namespace and metricName',
    ],
  ],
  [
    'AttachNetworkServiceToL3Network l3NetworkUuid=9f5010336a233d6ebbd82594a6d56e7c networkServices[0]=x',
    ['[0] → networkServices is no list; write networkServices.key'],
  ],
  [
    'AttachNetworkServiceToL3Network l3NetworkUuid=9f5010336a233d6ebbd82594a6d56e7c networkServices.a=1 networkServices.a=2',
    ['networkServices.a → “networkServices.a” is given twice'],
  ],
  [
    'ListVMsFromKVMHost transportless=1',
    [
      'transportless → ListVMsFromKVMHost has no parameter “transportless”',
      'ListVMsFromKVMHost → ListVMsFromKVMHost needs libvirtURI and conversionHostUuid',
    ],
  ],
  ['QueryVmInstance nmae=x', ['nmae → VmInstance has no field “nmae”; did you mean name?']],
  ['QueryVmInstance limit=x', ['x → limit is a whole number from 0, not “x”']],
  [
    'QueryVmInstance state=Runing',
    [
      'Runing → state cannot be “Runing”; did you mean Running? legal: Created, Starting, Running, Stopping, Stopped, Rebooting, Destroying, Destroyed and 11 more',
    ],
  ],
  ['QueryVmInstance host.nmae=x', ['nmae → Host has no field “nmae”; did you mean name?']],
  ['LogOut sessionUuid=s clientInfo=5', ['5 → clientInfo is a JSON object, such as {"key":"value"}, not “5”']],
  ['QueryVmInstance zon.name=x', ['zon → nothing is joined to VmInstance as “zon”; did you mean zone?']],
  ['QueryVmInstance host=x', ['host → “host” is a joined resource, not a field; name its field too, as in host.name']],
  ['QueryVmInstance sortBy=nmae', ['nmae → VmInstance has no field “nmae”; did you mean name?']],
  ['QueryVmInstance limit>=5', ['>= → “limit” steers the query and takes “=”, not “>=”; write limit=value']],
  ['CreateVmInstance name=a systemTags.x=1', ['.x → systemTags is a list; write systemTags[0] for its first element']],
  [
    'CreateVmInstance name=a cpuNum= memorySize=',
    [
      ' → cpuNum is empty; leave it out, or give it a value',
      ' → memorySize is empty; leave it out, or give it a value',
    ],
  ],
  [
    'CreateVmInstance name=a instanceOfferingUuid[0]=x',
    ['[0] → instanceOfferingUuid is a plain value and has no members'],
  ],
];

type Phrases = Readonly<Record<string, (facts: object) => Phrase>>;

const texts = { en: await textIn('en'), zh: await textIn('zh') };

function told(line: string, lang: 'en' | 'zh'): readonly string[] {
  const phrases = texts[lang].problems as unknown as Phrases;
  try {
    build(line);
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) throw error;
    return problems.map(({ code, facts, span }) => {
      const { text, hint } = phrases[code]?.(facts) ?? { text: '' };
      return `${line.slice(span?.start, span?.end)} → ${text}${hint ? `; ${hint}` : ''}`;
    });
  }
  return [];
}

describe('mistakes, before anything is sent', () => {
  it('are at least sixty', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(60);
  });

  it.each(mistakes)('%s', (line, expected) => {
    expect(told(line, 'en')).toEqual(expected);
  });

  it.each(mistakes)('%s in Chinese', (line, expected) => {
    const chinese = told(line, 'zh');
    expect(chinese).toHaveLength(expected.length);
    for (const [index, sentence] of chinese.entries()) {
      expect(sentence).toMatch(/→ .*[\u4e00-\u9fff]/);
      expect(sentence).not.toMatch(/undefined|null|\b(?:is|cannot|needs)\b/);
      expect(sentence.split(' → ')[0]).toBe(expected[index]?.split(' → ')[0]);
    }
  });
});

/** Mistakes of the line itself: there is no request that could be sent all the same. */
const without = new Set([
  ...['unknown-api', 'removed-api', 'no-operator', 'bad-operator', 'no-name', 'unclosed-quote', 'dangling-backslash'],
  ...['not-an-assignment', 'repeated-param', 'bad-member', 'missing-params', 'not-nameable', 'not-expressible'],
]);

describe('without checking', () => {
  it.each(mistakes.map(([line]) => line))('%s is sent, or has no request', (line) => {
    expect(codesOf(line).filter((code) => !without.has(code))).toEqual([]);
  });

  it('most of them are sent', () => {
    const refused = mistakes.filter(([line]) => codesOf(line).length > 0).length;
    expect(refused).toBeLessThan(mistakes.length / 2);
  });
});

function codesOf(line: string): readonly string[] {
  try {
    build(line, { validate: false });
    return [];
  } catch (error) {
    return (problemsOf(error) ?? []).map(({ code }) => code);
  }
}
