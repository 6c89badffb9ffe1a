import type { CompareSearch, HeatmapResult } from '../../src/contract/analysis.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatCount } from '../../src/format/figures.ts'
import { Button } from '../ui/button.tsx'
import { Heatmap } from '../ui/heatmap.tsx'
import textCss from '../ui/text.module.css'
import { fromBox, toBox, wholeTime } from './heatmap-area.ts'
import css from './heatmap-section.module.css'
import { toDurationText } from './query-search.ts'

/** The heatmap with its title and the comparison of the slowest requests. */
export function HeatmapSection({
  map,
  box,
  p95Nano,
  onSelect,
}: {
  readonly map: HeatmapResult
  readonly box: CompareSearch | undefined
  readonly p95Nano: string
  /** Called with the URL parameters of a selection. */
  readonly onSelect: (box: Record<string, string | undefined>) => void
}) {
  return (
    <section aria-labelledby="heatmap-title">
      <header className={css.header}>
        <h2 id="heatmap-title">Duration</h2>
        <span className={textCss.muted}>Drag to compare a selection with the other spans</span>
        <Button
          className={css.explain}
          onClick={() =>
            onSelect({ ...wholeTime(map), boxMinDuration: toDurationText(BigInt(p95Nano)) })
          }
        >
          Explain the slowest 5%
        </Button>
      </header>
      <Heatmap
        map={{ ...map, boundaries: map.boundaryNanos.map(Number) }}
        label={`Heatmap of ${formatCount(map)} spans by time and duration`}
        noun="span"
        action="compares"
        format={(nanos) => formatDuration(BigInt(Math.round(nanos)))}
        selected={fromBox(map, box)}
        onSelect={(area) => onSelect(toBox(map, area))}
      />
    </section>
  )
}
