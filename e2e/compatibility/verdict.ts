import type { Finding } from './finding.ts'

/** `order`: deploy the services of `first` before this one. `stop`: do not deploy. */
export type Verdict = 'deploy' | 'order' | 'stop'

export interface Report {
  readonly service: string
  /** The version that it was compared with, and its commit. */
  readonly against: string
  readonly verdict: Verdict
  /** The services to deploy first, when the verdict is `order`. */
  readonly first: readonly string[]
  readonly findings: readonly Finding[]
  /** Comparisons that were left out, and why. */
  readonly notes: readonly string[]
}

/** 2 is for wrong arguments and failures of the verification itself. */
export const exitCodes: Readonly<Record<Verdict, number>> = { deploy: 0, stop: 1, order: 3 }

export function judge(
  findings: readonly Finding[],
): Pick<Report, 'verdict' | 'first' | 'findings'> {
  const has = (effect: Finding['effect']) => findings.some((finding) => finding.effect === effect)
  const verdict = has('stop') ? 'stop' : has('order') ? 'order' : 'deploy'
  const first = verdict === 'order' ? findings.flatMap((finding) => finding.first ?? []) : []
  return { verdict, first: [...new Set(first)], findings }
}
