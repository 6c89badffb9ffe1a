import { countOf } from '../../src/format/count-of.ts'
import textCss from '../ui/text.module.css'
import { describeSkew } from './span-text.ts'
import type { SpanNode } from './span-tree.ts'
import type { Signals } from './trace-signals.ts'
import css from './waterfall-row.module.css'

export interface RowMarksProps {
  readonly node: SpanNode
  readonly signals: Signals
  /** Number of spans in other traces that link to this span. */
  readonly linksBack: number
  /** The service sends segments, but none for this span. */
  readonly lacksSegment: boolean
}

/** Labels of a row: clock skew, missing segment, signals and links. */
export function RowMarks({
  node: { span, skewNanos },
  lacksSegment,
  signals: { errors, logs },
  linksBack,
}: RowMarksProps) {
  return (
    <>
      {skewNanos !== 0 && (
        <span
          className={`${textCss.tag} ${css.mark} ${css.skewTag}`}
          title={describeSkew(skewNanos)}
        >
          clock skew
        </span>
      )}
      {span.onlySegment && <span className={`${textCss.tag} ${css.mark}`}>X-Ray only</span>}
      {lacksSegment && <span className={`${textCss.tag} ${css.mark}`}>no segment</span>}
      {errors.length > 0 && (
        <span className={`${textCss.tag} ${css.mark} ${css.failedTag}`}>
          {errors.length} Rollbar
        </span>
      )}
      {logs.length > 0 && (
        <span className={`${textCss.tag} ${css.mark}`}>{countOf(logs.length, 'log')}</span>
      )}
      {linksBack > 0 && (
        <span className={`${textCss.tag} ${css.mark}`}>linked from {linksBack}</span>
      )}
    </>
  )
}
