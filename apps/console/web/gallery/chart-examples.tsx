import { Chart } from '../ui/chart.tsx'
import { colorAt } from '../ui/colors.ts'
import { Heatmap } from '../ui/heatmap.tsx'
import { Example } from './example.tsx'

const STEPS = { startUnixNano: '1793880000000000000', stepNano: '60000000000', stepCount: 12 }
export const VALUES = [3, 5, 4, 8, 12, 9, 7, 10, 14, 11, 6, 4]
const BOUNDARIES = [1, 2, 4, 8, 16]
const CELLS = VALUES.map((count, step) => ({
  ...{ step, row: step % 4, count },
  errorCount: step === 4 ? count : 0,
}))

export function ChartExamples() {
  return (
    <>
      <Example name="Chart">
        <Chart
          steps={STEPS}
          label="Requests"
          integer
          format={(value) => value.toLocaleString('en')}
          series={[
            { name: 'requests', kind: 'bars', values: VALUES },
            {
              name: 'failed',
              kind: 'bars',
              failed: true,
              values: VALUES.map((value) => value % 3),
            },
          ]}
          onZoom={() => {}}
        />
        <Chart
          steps={STEPS}
          label="Groups"
          format={(value) => value.toLocaleString('en')}
          marks={[4.5]}
          series={[
            { name: 'one', kind: 'line', color: colorAt(0), values: VALUES },
            { name: 'two', kind: 'line', color: colorAt(1), values: VALUES.toReversed() },
          ]}
          onZoom={() => {}}
        />
      </Example>
      <Example name="Heatmap">
        <Heatmap
          map={{ ...STEPS, boundaries: BOUNDARIES, cells: CELLS }}
          label="Durations"
          noun="span"
          action="selects"
          format={(value) => `${value} ms`}
          onSelect={() => {}}
        />
      </Example>
    </>
  )
}
