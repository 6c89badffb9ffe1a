interface Account {
  readonly accepted: number
  readonly sent: number
}

export interface FinalLedger {
  readonly accounts: Readonly<Record<string, Account>>
  readonly problems: readonly string[]
}

/** Reads the last telemetry log line and lists records that did not arrive. */
export function finalLedger(stdout: string): FinalLedger {
  const line = stdout
    .split('\n')
    .findLast((candidate) => candidate.startsWith('{') && candidate.includes('"ledger"'))
  if (!line) return { accounts: {}, problems: ['no final ledger on stdout'] }
  const { ledger }: { ledger: Record<string, Account> } = JSON.parse(line)
  const problems = ['spans', 'segments', 'logs', 'errorReports', 'metrics'].flatMap((signal) => {
    const { accepted = 0, sent = 0 } = ledger[signal] ?? {}
    if (accepted === 0) return [`${signal}: nothing was accepted`]
    return accepted === sent ? [] : [`${signal}: ${accepted} accepted, ${sent} sent`]
  })
  const accounts = Object.fromEntries(
    Object.entries(ledger).map(([signal, { accepted, sent }]) => [signal, { accepted, sent }]),
  )
  return { accounts, problems }
}
