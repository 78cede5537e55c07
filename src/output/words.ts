/** How a state or status is to be felt: well, under way, put aside, broken. */
export type Meaning = 'good' | 'busy' | 'off' | 'bad';

/** The meaning of a state or status, compared without case; `undefined` for a word nobody has judged. */
export function meaningOf(word: string): Meaning | undefined {
  return meanings.get(word.toLowerCase());
}

const words: Readonly<Record<Meaning, string>> = {
  good: `
    active attached available completed connected consistent done enable enabled finalApproved idle inUse logined
    master matched normal ok online open POWER_ON ready running resolved succeed succeeded success upToDate yes`,
  busy: `
    associating attaching backup canceling connecting creating dataMerging deleting destroying disconnecting
    downloading expunging exporting initializing intermediateApproved maintenance migrating negotiating newCreated
    pausing paused pausedSyncS pausedSyncT pending POWER_BOOTING POWER_SHUTDOWN preMaintenance processing rebooting
    recovering releasing reserved resuming starting startingSyncS startingSyncT stopping suspended syncSource
    syncTarget synchronizing tearDown triggering unassociating verifyS verifyT volumeMigrating volumeRecovering
    waiting waitingForTrigger warning`,
  off: `
    canceled cancelled closed created disable disabled diskless ejected exported inactive NoHa none
    notInstantiated off offline POWER_OFF removed retired stopped UN_CONFIGURED`,
  bad: `
    alarm attachFailed brokenPipe checkFailed crashed critical deleted destroyed disconnected DUnknown emergent error
    failed failure fault inconsistent insufficientData loginExpired lost missing networkFailure noState outdated
    POWER_UNKNOWN protocolError rejected staled timeout unconnected unknown unmatched UNVIRTUALIZABLE`,
};

const meanings: ReadonlyMap<string, Meaning> = new Map(
  (Object.keys(words) as Meaning[]).flatMap((meaning) =>
    words[meaning]
      .trim()
      .split(/\s+/)
      .map((word) => [word.toLowerCase(), meaning] as const),
  ),
);
