/**
 * What a SYSTEM export of a used machine holds beside Windows itself, left out of the bundled profiles. Every service
 * of the exports was looked at: its image, and where a device uses it, the INF file that installed it (`oem0.inf` and
 * so on are third-party, whoever signed them). Drivers of other vendors whose INF file came with Windows (LSI_SAS,
 * iaStorV, nvraid, e1iexpress) are in-box and stay.
 */
export interface ThirdParty {
  readonly reason: string
  /** Names of services; SafeBoot entries and class filters of the same name go too, with `.sys` behind it or not. */
  readonly services: readonly string[]
}

export const thirdParty: readonly ThirdParty[] = [
  { reason: 'AVG Anti-Virus 9', services: ['avg9emc', 'avg9wd', 'AvgLdx86', 'AvgMfx86', 'AvgTdiX'] },
  {
    reason: 'McAfee VirusScan, SiteAdvisor, Host Intrusion Prevention (Entercept) and their shared drivers',
    services: [
      'enterceptAgent',
      'FireNfcp',
      'HipShieldK',
      'McAfee SiteAdvisor Enterprise Service',
      'McAfeeFramework',
      'McShield',
      'McTaskManager',
      'mfeapfk',
      'mfeavfk',
      'mfeavfk01',
      'mfebopk',
      'mfefire',
      'mfefirek',
      'mfehidk',
      'mfenlfk',
      'mferkdet',
      'mfevtp',
      'mfewfpk',
      // SafeBoot entries alone: on-demand scanner and personal firewall.
      'MCODS',
      'McMPFSvc',
    ],
  },
  {
    reason: 'VMware Tools and virtual devices; TPAutoConnSvc is the ThinPrint service they install',
    services: [
      'tpautoconnsvc',
      'vm3dmp',
      'vmci',
      'vmdebug',
      'VMMEMCTL',
      'vmmouse',
      'vmrawdsk',
      'VMTools',
      'VMUpgradeHelper',
    ],
  },
  {
    reason: 'VirtualBox guest additions',
    services: ['VBoxGuest', 'VBoxMouse', 'VBoxService', 'VBoxSF', 'VBoxVideoW8'],
  },
  { reason: 'Adobe updater', services: ['AdobeARMservice'] },
  { reason: 'Java Quick Starter', services: ['JavaQuickStarterService'] },
  { reason: 'RealVNC server', services: ['WinVNC4'] },
  { reason: 'Google updater', services: ['gupdate', 'gupdatem'] },
  { reason: 'Dropbox', services: ['dbupdate', 'dbupdatem', 'DbxSvc'] },
  { reason: 'Box Sync', services: ['BoxSyncUpdateService'] },
  {
    reason: 'memory acquisition and remote forensics: win32dd, Mnemosyne, F-Response',
    services: ['win32dd', 'win32dd1', 'Mnemosyne', 'FResponse Service'],
  },
  { reason: 'Sysinternals PsExec, left behind by a remote command', services: ['PSEXESVC'] },
  {
    reason:
      'Microsoft Office: Source Engine, Software Protection Platform, Click-to-Run; not a part of Windows',
    services: ['ClickToRunSvc', 'ose', 'osppsvc'],
  },
  {
    reason: '.NET Framework 4 on Windows 7, installed afterwards',
    services: ['clr_optimization_v4.0.30319_32'],
  },
  {
    reason: 'Windows Activation Technologies, an optional update of Windows 7',
    services: ['WatAdminSvc'],
  },
  {
    reason: 'Intel network and graphics of one machine (oem0.inf, oem1.inf) in XP',
    services: ['E1000', 'ialm'],
  },
  {
    reason: 'Intel graphics, wireless display and management engine (oem7, oem9 to oem11.inf)',
    services: ['cphs', 'igfx', 'igfxCUIService1.0.0.0', 'intaud_WaveExtensible', 'iwdbus', 'MEIx64'],
  },
  {
    reason: 'NVIDIA graphics and audio (oem4.inf, oem6.inf)',
    services: ['NVDisplay.ContainerLocalSystem', 'NVHDA', 'nvlddmkm', 'nvpciflt'],
  },
  {
    reason: 'Broadcom Bluetooth (oem8.inf) and wireless of one machine',
    services: ['bcbtums', 'BCM43XX', 'BcmBtRSupport', 'btwampfl'],
  },
  {
    reason:
      'Dell laptop: Alps touchpad (oem3.inf), buttons (oem2.inf), STMicroelectronics accelerometer (oem12.inf)',
    services: ['ApfiltrService', 'ApHidMonitorService', 'DellRbtn', 'ST_Accel', 'stdcfltn'],
  },
]

/** Groups with a tag vector that a third party made. */
export const thirdPartyGroups: readonly { readonly group: string; readonly reason: string }[] = [
  { group: 'AVG', reason: 'AVG Anti-Virus 9' },
]

/** Services that a machine generates: their names are in no other hive. */
export const generated: readonly { readonly name: RegExp; readonly reason: string }[] = [
  { name: /^MpKsl[0-9a-f]{8}$/i, reason: 'driver of one Windows Defender definition update' },
  {
    name: /_[0-9a-f]{4,8}$/i,
    reason: 'per-user instance of a service template, named after a logon session',
  },
]
