import type { Run } from '../../src/api/contract-runs.ts'
import { formatInstant } from '../../src/format/instant.ts'
import { Link } from '../routing/link.tsx'
import type { TimeSteps } from '../time/time-steps.ts'
import './run-marks.css'

const MOST_NAMED = 6

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

/** Vertical lines of a chart at service starts. */
export function RunMarks({
  starts,
  height,
}: {
  readonly starts: readonly RunStart[]
  readonly height: number
}) {
  return starts.map(({ run, step }) => (
    <line
      key={`${run.service}\n${run.instanceId}`}
      className="run-mark"
      x1={step}
      x2={step}
      y1={0}
      y2={height}
      vectorEffect="non-scaling-stroke"
    />
  ))
}

/** List of service starts with links to the runs. */
export function RunStarts({ starts }: { readonly starts: readonly RunStart[] }) {
  if (starts.length === 0) return null
  return (
    <p className="run-starts muted">
      <i className="run-key" aria-hidden="true" />
      {starts.length === 1 ? 'Start: ' : `${starts.length} starts: `}
      {starts.slice(0, MOST_NAMED).map(({ run }) => (
        <Link
          key={`${run.service}\n${run.instanceId}`}
          href={`/runs?${new URLSearchParams({ service: run.service })}`}
        >
          {run.service} {formatInstant(run.firstSeenUnixNano).replace(/\.\d+$/, '')}
        </Link>
      ))}
      {starts.length > MOST_NAMED && <Link href="/runs">and others</Link>}
    </p>
  )
}
