import type { Run } from '../../src/contract/runs.ts'
import { Link } from '../routing/link.tsx'
import { formatSeconds } from '../time/format-time.ts'
import type { TimeSteps } from '../time/time-steps.ts'
import textCss from '../ui/text.module.css'
import css from './run-marks.module.css'

const MAX_NAMED = 6

/** Positions of run starts on a chart; runs that started outside are left out. */
export function startsWithin(runs: readonly Run[], steps: TimeSteps): readonly RunStart[] {
  const start = BigInt(steps.startUnixNano)
  return runs
    .map((run) => ({
      run,
      step: Number(BigInt(run.firstSeenUnixNano) - start) / Number(steps.stepNano),
    }))
    .filter(({ step }) => step >= 0 && step < steps.stepCount)
}

export interface RunStart {
  readonly run: Run
  /** With fraction. */
  readonly step: number
}

/** List of service starts with links to the runs. */
export function RunStarts({ starts }: { readonly starts: readonly RunStart[] }) {
  if (starts.length === 0) return null
  return (
    <p className={`${css.runStarts} ${textCss.muted}`}>
      <i className={css.runKey} aria-hidden="true" />
      {starts.length === 1 ? 'Start: ' : `${starts.length} starts: `}
      {starts.slice(0, MAX_NAMED).map(({ run }) => (
        <Link
          key={`${run.service}\n${run.instanceId}`}
          href={`/runs?${new URLSearchParams({ service: run.service })}`}
        >
          {run.service} {formatSeconds(run.firstSeenUnixNano)}
        </Link>
      ))}
      {starts.length > MAX_NAMED && <Link href="/runs">and others</Link>}
    </p>
  )
}
