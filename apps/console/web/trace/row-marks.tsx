import { describeSkew } from './span-text.ts'
import type { WaterfallRowProps } from './waterfall-row.tsx'

/** Labels of a row: clock skew, missing segment, signals and links. */
export function RowMarks({
  node: { span, skewNanos },
  lacksSegment,
  signals: { errors, logs },
  linksBack,
}: WaterfallRowProps) {
  return (
    <>
      {skewNanos !== 0 && (
        <span className="row-mark skew" title={describeSkew(skewNanos)}>
          clock skew
        </span>
      )}
      {span.onlySegment && <span className="row-mark">X-Ray only</span>}
      {lacksSegment && <span className="row-mark">no segment</span>}
      {errors.length > 0 && <span className="row-mark failed">{errors.length} Rollbar</span>}
      {logs.length > 0 && (
        <span className="row-mark">
          {logs.length} {logs.length === 1 ? 'log' : 'logs'}
        </span>
      )}
      {linksBack > 0 && <span className="row-mark">linked from {linksBack}</span>}
    </>
  )
}
