import { resourceName as englishName } from '../en/names.ts';
import { type NameParts, partsOf, wordsOf } from '../names.ts';

/** `创建数据库备份` of `CreateDatabaseBackup`. */
export function apiSummary(name: string): string {
  return odd[name] ?? sentence(partsOf(name));
}

/** `数据库备份` of `DatabaseBackup`; words that have no settled Chinese name stay as they are. */
export function resourceName(name: string): string {
  return phrase(wordsOf(name));
}

function sentence({ subject, verb, objects }: NameParts): string {
  const [direct = { by: '', words: [] }, ...others] = objects;
  const told = others.reduce<readonly string[]>(
    (done, { by, words }) => {
      const [before = '', act = '', what = ''] = done;
      return (placed[by] ?? placed.For ?? beside)(before, act, what, side[words.join('')] ?? phrase(words), verb);
    },
    ['', verbs[verb] ?? englishName(verb), object(direct.words, verb)],
  );
  const text = joined(told);
  return subject.length > 0 ? `${phrase(subject)}:${text}` : text;
}

type Place = (before: string, act: string, what: string, other: string, verb: string) => readonly string[];

const beside: Place = (before, act, what, other) => [before, act, joined(['用于', other, '的', what])];

/** Where the object after a preposition stands: before the verb, or before what it acts on. */
const placed: Readonly<Record<string, Place>> = {
  To: (before, act, what, other) =>
    what === '' ? [before, act, other] : [joined([before, '将', what]), `${act}到`, other],
  From: (before, act, what, other) => [joined([before, '从', other]), act, what],
  In: (before, act, what, other) => [before, act, joined([other, '中的', what])],
  On: (before, act, what, other, verb) =>
    verb === 'Set' ? [joined([before, '在', other, '上']), act, what] : [before, act, joined([other, '上的', what])],
  Of: (before, act, what, other) => [before, act, joined([other, '的', what])],
  By: (before, act, what, other) => [joined([before, '按', other]), act, what],
  With: (before, act, what, other) => [joined([before, '以', other]), act, what],
  Between: (before, act, what, other) => [before, act, joined([other, '之间的', what])],
  As: (before, act, what, other) => [joined([before, '将', what]), `${act}为`, other],
  For: (before, act, what, other) => [before, act, joined(['用于', other, '的', what])],
};

function object(words: readonly string[], verb: string): string {
  const last = words.at(-1) ?? '';
  if (words.length > 1 && onSide[last]) return joined([onSide[last], '的', phrase(words.slice(0, -1))]);
  if (verb === 'Change' && words.length > 1 && /^(?:State|Owner|Type)$/.test(last))
    return joined([phrase(words.slice(0, -1)), '的', phrase([last])]);
  return phrase(words);
}

/** The longest known phrases first; what is unknown stays in its own letters. */
function phrase(words: readonly string[]): string {
  const texts: string[] = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(longest, words.length - at);
    while (length > 0 && !known().has(words.slice(at, at + length).join(' '))) length--;
    texts.push(length > 0 ? (known().get(words.slice(at, at + length).join(' ')) ?? '') : (words[at] ?? ''));
    at += Math.max(1, length);
  }
  return joined(texts.map((text) => (han.test(text) || text === '' ? text : englishName(text))));
}

/** Latin letters and digits stand apart from Chinese characters and from each other. */
function joined(texts: readonly string[]): string {
  return texts.reduce((done, text) => {
    const apart = done !== '' && text !== '' && (latinEnd.test(done) || latinStart.test(text));
    return apart ? `${done} ${text}` : done + text;
  }, '');
}

const han = /\p{Script=Han}/u;
const latinEnd = /[\w@]$/;
const latinStart = /^[\w@]/;
const longest = 4;

let table: ReadonlyMap<string, string> | undefined;
function known(): ReadonlyMap<string, string> {
  table ??= new Map(
    nouns
      .trim()
      .split(/\s*[\n;]\s*/)
      .map((entry) => entry.split('=') as [string, string]),
  );
  return table;
}

const side: Readonly<Record<string, string>> = { Remote: '云端', Local: '本地记录', Public: '公有云' };
const onSide: Readonly<Record<string, string>> = { Remote: '云端', Local: '本地记录中' };

const verbs: Readonly<Record<string, string>> = {
  Ack: '确认',
  Add: '添加',
  Allocate: '分配',
  Apply: '应用',
  Attach: '挂载',
  Backup: '备份',
  BatchAdd: '批量添加',
  BatchCreate: '批量创建',
  BatchDelete: '批量删除',
  BatchSync: '批量同步',
  Bind: '绑定',
  Bootstrap: '初始化',
  Calculate: '计算',
  Cancel: '取消',
  Change: '更改',
  Check: '检查',
  Clean: '清理',
  CleanUp: '清理',
  Cleanup: '清理',
  Clone: '克隆',
  Commit: '提交',
  Convert: '转换',
  Create: '创建',
  Decode: '解析',
  Delete: '删除',
  Deploy: '部署',
  Describe: '查看',
  Destroy: '销毁',
  Detach: '卸载',
  Detect: '检测',
  Disable: '停用',
  Discover: '发现',
  Download: '下载',
  Eject: '弹出',
  Enable: '启用',
  Encrypt: '加密',
  Execute: '执行',
  Export: '导出',
  Expunge: '彻底删除',
  Failover: '切换',
  Flatten: '扁平化',
  Fstrim: '回收文件系统空间:',
  GC: '清理',
  Generate: '生成',
  Get: '获取',
  Identify: '识别',
  Inspect: '检查',
  List: '列出',
  Locate: '定位',
  Match: '匹配',
  Merge: '合并',
  Migrate: '迁移',
  Mount: '挂载',
  Move: '移动',
  Parse: '解析',
  Pause: '暂停',
  PowerOff: '关闭',
  PowerOn: '启动',
  PowerReset: '重启',
  Preview: '预览',
  Protect: '保护',
  Provision: '部署',
  Publish: '发布',
  Pull: '拉取',
  Push: '推送',
  Put: '写入',
  Query: '查询',
  Reboot: '重启',
  Reclaim: '回收',
  Reconnect: '重连',
  Recover: '恢复',
  Recovery: '恢复',
  Refresh: '刷新',
  Register: '注册',
  Reimage: '重置镜像:',
  Reload: '重新加载',
  Remove: '移除',
  Renew: '续期',
  Request: '申请',
  Rerun: '重新运行',
  Reset: '重置',
  Resize: '扩容',
  Restart: '重启',
  Resume: '恢复',
  Revert: '恢复',
  Revoke: '收回',
  Run: '运行',
  Scan: '扫描',
  SelfTest: '自检',
  Set: '设置',
  Share: '共享',
  Shrink: '压缩',
  Shutdown: '关闭',
  Start: '启动',
  Stop: '停止',
  Submit: '提交',
  Subscribe: '订阅',
  Sync: '同步',
  Take: '截取',
  Terminate: '终止',
  Test: '测试',
  Trigger: '触发',
  Unbind: '解绑',
  Undo: '撤销',
  Unexport: '取消导出',
  Ungenerate: '还原',
  Ungroup: '解散',
  Unlock: '解锁',
  Unmount: '卸载',
  Unprotect: '取消保护',
  Unregister: '注销',
  Unsubscribe: '取消订阅',
  Update: '修改',
  Upgrade: '升级',
  Upload: '上传',
  Validate: '校验',
  Verify: '校验',
  Withdraw: '撤回',
};

const nouns = `
Vm=云主机;Vms=云主机;VMs=云主机;VM=云主机;Vm Instance=云主机;Instance=实例;Instances=实例;Vm Instances=云主机;Guest Vm=云主机
Host=物理机;Hosts=物理机;Zone=区域;Zones=区域;Cluster=集群;Clusters=集群;Resource=资源;Resources=资源
Primary Storage=主存储;Primary Storages=主存储;Backup Storage=镜像服务器;Backup Storages=镜像服务器;Local Storage=本地存储
Storage=存储;Storages=存储;Image Store=镜像仓库;Image Store Backup Storage=镜像仓库;Image=镜像;Images=镜像
Volume=云盘;Volumes=云盘;Data Volume=数据云盘;Root Volume=根云盘;Volume Template=云盘模板;Data Volume Template=数据云盘镜像
Root Volume Template=根云盘镜像;Volume Snapshot=云盘快照;Volumes Snapshot=云盘快照;Snapshot=快照;Vm Instance Snapshot=云主机快照
Backup=备份;Database=数据库;Data=数据;Network=网络;Networks=网络;NetWork=网络;L2=二层;L3=三层;L2 Network=二层网络;L3 Network=三层网络
L3 Networks=三层网络;L2 No Vlan Network=无 VLAN 二层网络;L3 NetWork=三层网络;Nic=网卡;Nics=网卡;Nic Qos=网卡 QoS;Vm Nic=云主机网卡;Vm Nics=云主机网卡
Ip=IP;Ips=IP;Ip Range=IP 地址段;Ip Address=IP 地址;Ip Addresses=IP 地址;Ipv6 Range=IPv6 地址段;Reserved Ip Range=保留地址段;Address=地址
Address Pool=地址池;Ip Set=IP 集合;Eip=弹性 IP;Eips=弹性 IP;Vip=虚拟 IP;VIPs=虚拟 IP;Load Balancer=负载均衡器;Listener=监听器
Security Group=安全组;Port Forwarding=端口转发;Port Forwarding Rule=端口转发规则;Rule=规则;Rules=规则;Rule Set=规则集
Instance Offering=计算规格;Disk Offering=云盘规格;Offering=规格;Virtual Router=云路由;Virtual Router Offering=云路由规格
VRouter=路由器;Vpc VRouter=VPC 路由器;Vpc Router=VPC 路由器;Router=路由器;Route=路由;Route Table=路由表;Route Entry=路由条目;Router Interface=路由器接口
Host Route=主机路由;Policy Route=策略路由;Account=账户;User=用户;User Group=用户组;Group=组;Groups=组;Policy=策略;Policies=策略
Role=角色;Roles=角色;Statement=声明;Statements=声明;Tag=标签;Tags=标签;System Tag=系统标签;System Tags=系统标签;User Tag=用户标签
Global Config=全局设置;Config=配置;Configs=配置;Configuration=配置;Config File=配置文件;Alarm=报警器;Alert=告警;Alerts=告警;Event=事件
Event Subscription=事件订阅;Subscription=订阅;Scheduler=调度;Scheduler Job=定时任务;Scheduler Jobs=定时任务;Scheduler Trigger=定时器
Scheduling=调度;Sched=调度;Job=任务;Jobs=任务;Long Job=长任务;Auto Scaling=弹性伸缩;Auto Scaling Group=弹性伸缩组
Affinity Group=亲和组;BareMetal=裸金属;BareMetal2=弹性裸金属;Baremetal=裸金属;Chassis=设备;Gateway=网关;Template=模板;Resource Stack=资源栈
Stack Template=资源栈模板;Stack=资源栈;Project=项目;Projects=项目;IAM2 Project=项目;IAM2 Organization=组织;IAM2 Virtual ID=IAM2 用户;Virtual ID=用户
IAM2 Virtual IDs=IAM2 用户;IAM2 Virtual ID Group=IAM2 用户组;Virtual ID Group=用户组;Organization=组织;Attribute=属性;Attributes=属性;Ticket=工单;Certificate=证书;Certificates=证书
Access Key=AccessKey;Access Control=访问控制;Access Control List=访问控制列表;Access Group=权限组;Access Path=访问路径;Access Point=接入点;Entry=条目;Entries=条目
Management Node=管理节点;Management=管理;Node=节点;Firewall=防火墙;Flow=流程;Flow Meter=流量监控器;Flow Collector=流量收集器;Router Area=路由区域
Multicast=组播;Connection=连接;Connections=连接;Device=设备;Devices=设备;Pci Device=PCI 设备;Usb Device=USB 设备;Mdev Device=mdev 设备
Mdev Devices=mdev 设备;License=许可证;Licenses=许可证;Endpoint=接收端;Topic=主题;Platform=平台;Monitor=监控;Monitor Group=监控组
Monitor Trigger=监控触发器;Monitor Template=监控模板;Metric=监控指标;Label=标签;Trigger=触发器;Triggers=触发器;Action=动作;Two Factor Authentication=双因子认证
Captcha=验证码;Session=会话;Quota=配额;Price=价格;Price Table=计费价目表;Billing=账单;Spending=费用;Key=密钥;Ssh Key=SSH 密钥;Ssh Key Pair=SSH 密钥对
Key Pair=密钥对;Secret=密钥;Secret Resource Pool=密码资源池;Security Machine=密码机;Security=安全;Hybrid=混合云;Guest=客户机;Guest Tools=增强工具;Tools=工具;Console=控制台;Proxy=代理
Console Proxy=控制台代理;Agent=代理;Task=任务;Tasks=任务;Controller=控制器;Template Config=模板配置;Disk=磁盘;Physical Drive=物理盘;Server=服务器;Servers=服务器;Server Group=服务器组
Backend Server=后端服务器;Service=服务;Services=服务;Service Type=服务类型;Network Service=网络服务;Network Service Provider=网络服务提供者;Provider=提供者;Client=客户端
Application=应用;App=应用;Build App=应用构建;App Build System=应用构建系统;Build System=构建系统;Center=中心;Data Center=数据中心;Datacenter=数据中心;Email=邮件;Email Address=邮箱地址;Media=媒介
Email Media=邮件媒介;Http=HTTP;Sms=短信;File=文件;Backup File=备份文件;Files=文件;File System=文件系统;Mount Target=挂载点;Mount Point=挂载点;Protocol=协议;Interface=网口;Interfaces=网口;Physical Interface=物理网口
Network Interface=网口;Host Network Interface=物理网口;Bonding=链路聚合;Bondings=链路聚合;Vpn=VPN;Block=块;Block Volume=块存储卷;Script=脚本;Shared Block=共享块;Shared Block Group=共享块组;Sharedblock=共享块
State=状态;Status=状态;Type=类型;Types=类型;Owner=所有者;Password=密码;Hostname=主机名;Version=版本;Capacity=容量;Name=名称;Names=名称;Size=大小;Level=级别;Mode=模式;Priority=优先级;Number=数量;Value=值;Values=值
Description=描述;Property=属性;Options=选项;Parameters=参数;Record=记录;Records=记录;History=历史;Usage=用量;Report=报告;Progress=进度;Log=日志;Event Log=事件日志;Audit=审计;Info=信息;Details=详情;Detail=详情;Facts=信息;Metadata=元数据
Candidate=候选;Candidates=候选;Available=可用;Attachable=可挂载的;Attached=已挂载的;Free=空闲;Used=已用;Active=活动;Invalid=无效;Supported=支持的;Universal=通用;Reserved=保留;External=外部;Remote=远端;Local=本地;Static=静态;Shared=共享;Distributed=分布式;Physical=物理
Public=公有云;Virtual=虚拟;Native=原生;Global=全局;Default=默认;Current=当前;Latest=最新;Expired=到期;Authorized=已授权;Encrypted=加密;Ref=关系;Binding=绑定;Pool=池;Pools=池;Range=范围;Table=表;List=列表;Set=集;Pair=对;Point=点;Spec=规格;Specs=规格
Provision=部署;Provision Network=部署网络;Person=人员;At Person=@ 人员;At=@;Text=文本;Text Template=文本模板;Xml=XML;User Defined Xml=自定义 XML;User Defined Xml Hook=自定义 XML 钩子;User Defined=自定义;Hook=钩子;Hook Script=钩子脚本;Receiver=接收人;Collector=收集器
Mirror=镜像;Port=端口;Port Mirror=端口镜像;Boot=启动;Boot Mode=启动模式;Boot Order=启动顺序;Cd Rom=光驱;Iso=ISO;Model=模型;Models=模型;Model Center=模型中心;Model Service=模型服务;Model Services=模型服务;Dataset=数据集;Datasets=数据集;Evaluation=评估;Container=容器;Observability=可观测性
Directory=目录;Index=索引;Search=搜索;Trash=回收站数据;Cache=缓存;Image Cache=镜像缓存;Migration=迁移;Conversion=转换;Conversion Host=转换主机;Replication=复制;Replication Group=复制组;Recovery=恢复;Recovery Point=恢复点;Recovery Points=恢复点;Vm Instance Recovery Point=云主机恢复点
Preconfiguration=预配置;Preconfiguration Template=预配置模板;Package=包;Software=软件;Hardware=硬件;Memory=内存;Power=电源;Power Status=电源状态;Cpu=CPU;Numa=NUMA;Gpu Device=GPU 设备;Os=操作系统;Topology=拓扑;Time=时间;Clock Track=时钟同步;Owner Change=所有者变更;Hypervisor=虚拟化
Hypervisor Info=虚拟化信息;Simulator=模拟器;Cloud=云;Public Cloud=公有云;Border Router=边界路由器;Virtual Border Router=边界路由器;Identity=身份;Identity Zone=可用区;Permission=权限;Api=API;Elaboration=错误释义;Elaborations=错误释义;Token=令牌;Login=登录;Thirdparty=第三方
Third Party=第三方;Partition=分区;Availability=可用性;Fault Tolerance=容灾;Database Backup=数据库备份;Vm Backup=云主机备份;Volume Backup=云盘备份;Routing=路由;Rendezvous Point=汇聚点;Area=区域;Channel=通道;Fiber Channel=光纤通道;Tenant=租户;Fabric=Fabric;VSwitch=虚拟交换机;VSwitches=虚拟交换机
Switch=交换机;Switches=交换机;Virtual Switch=虚拟交换机;Bucket=存储空间;Mon=监视节点;Driver=驱动;Drivers=驱动;Screenshot=截图;Drive=驱动器;Integrity=完整性;Changes=变更;Content=内容;Bandwidth=带宽;Path=路径;Hash=哈希值;Parent=上级;Command=命令;Definition=定义;Field=字段;Fields=字段
Document=文档;View=视图;Condition=条件;Strategy=策略;Strategies=策略;Advice=建议;Threshold=阈值;Signature=签名;Execution=执行;Traffic=流量;Sound=声音;Instance Type=实例类型;Security Level=安全级别;Ha=HA;Ha Level=HA 级别;Ha Group=HA 组;Collection=集合;All Resources=所有资源
Monitoring=监控;Monitoring Data=监控数据;Metric Data=监控数据;Alarm Data=报警数据;Event Data=事件数据;Audit Data=审计数据;Sharing=共享;Resource Sharing=资源共享;Activity=活动;Webhook=Webhook;Emulator=模拟器;Emulator Pinning=模拟器绑定;Redirect Rule=转发规则;Address Capacity=地址容量;Plugin=插件
Creating=创建;Attaching=挂载;Adding=添加;Change=更改;Starting=启动;Removal=移除;Instance Offerings=计算规格;Guest Tools Info=增强工具信息;Zone Ref=区域关系;Resource Ref=资源关系;Cluster Ref=集群关系;Host Ref=物理机关系;Storage Ref=存储关系;Group Ref=组关系;Order=顺序;Space=空间
Mini=Mini;Access Key=访问密钥;Redirect=转发;Usb Redirect=USB 重定向;Archive=归档;And=和;Ack=确认;Tree=树;Target=目标;Publish=发布;Publish App=应用发布;New=新;Executed=执行;Executed Record=执行记录;Capabilities=能力;Appliance=设备;Test=测试
Reference=引用;No Trigger=无触发器的;Machine=机器;Cloud Formation=CloudFormation;Export=导出;Development=开发;Chrony=时间;Category=类别;Categories=类别;Allocator=分配;All=所有;Add Ons=附加模块;Virtualizer=虚拟化;Trained=训练;Io Thread=IO 线程;Pin=绑定;Support=支持;Subscriber=订阅者
Statistic=统计;Shareable=可共享的;Self=自身;Requested=申请的;Peer=对端;Notification=通知;Mapping=映射;Item=项;Interdependent=相互依赖的;Foreign=外部;Factory=工厂;Exported=已导出的;Encrypt=加密;Ethernet=以太网;Enabled=启用状态;Chain=链;Chain Task=任务链;Batch=批量;Watch=监视
System=系统;Supervisor=主管;Brain=脑;Split Brain=脑裂;Signal=信号;Retire=退役;Retire Operation=退役操作;Requirement=要求;Repository=仓库;Reachable=可达性;Network Reachable=网络可达性;Queue=队列;Queryable=可查询;Protection=保护;Data Protection=数据保护;Protected=受保护的;Procedures=流程;Login Procedures=登录流程
Ports=端口;Operation=操作;Netflow=NetFlow;Neighbor=邻居;Multipath=多路径;Migratable=可迁移;Mac=MAC;Location=位置;Link=链路;Invocation=调用;Inventory=清单;Indexes=索引;Histogram=直方图;Garbage=垃圾;Garbage Collector=垃圾回收;Format=格式;First=首选;Disaster=灾备;Dir=目录;Deploy=部署
Counter=计数器;Clock=时钟;Class=类;Bindable=可绑定;Arg=参数;Arch=架构;Allocation=分配;Time Zone=时区;Router Id=路由器 ID;Build Application=构建应用;Private=私有;Operator=操作员;Normal=普通;Web=Web;Recycle=回收;Install=安装;Pattern=模式;Generate=生成;Upload=上传;In=中;Test Connection=连接测试
`;

const odd: Readonly<Record<string, string>> = {
  BatchQuery: '批量查询',
  GetImageCandidatesForVmToChange: '获取云主机可更换的镜像',
  IsLicenseServer: '判断本节点是否为许可证服务器',
  IsOpensourceVersion: '判断是否为开源版本',
  IsReadyToGo: '判断管理节点是否就绪',
  IsVfNicAvailableInL3Network: '判断三层网络是否有可用的 VF 网卡',
  KvmRunShell: '在 KVM 物理机上运行命令',
  LogIn: '登录',
  LogOut: '退出登录',
  LogInByAccount: '使用账户登录',
  LogInByLdap: '使用 LDAP 登录',
  LogInByUser: '以用户身份登录',
  LoginByCas: '使用 CAS 登录',
  LoginIAM2Platform: '登录 IAM2 平台',
  LoginIAM2Project: '登录 IAM2 项目',
  LoginIAM2VirtualID: '以 IAM2 用户身份登录',
  LoginIAM2VirtualIDWithLdap: '以 IAM2 用户身份通过 LDAP 登录',
  DebugSignal: '向管理节点发送调试信号',
  TokenIntrospection: '检查令牌',
  ZQLQuery: '用 ZQL 查询',
  UndoSnapshotCreation: '撤销创建快照',
  TriggerGCJob: '触发垃圾回收任务',
  RequestConsoleAccess: '申请访问云主机控制台',
  CommitVolumeAsImage: '将云盘提交为镜像',
  UpgradeToLicenseServer: '将本节点升级为许可证服务器',
  DegradeFromLicenseServer: '取消本节点的许可证服务器角色',
  FstrimVm: '回收云主机文件系统的空间',
  ReimageVmInstance: '重置云主机的镜像',
  DetachAppBuildSystemToZone: '从区域卸载应用构建系统',
};
