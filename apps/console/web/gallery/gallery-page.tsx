import { type ReactNode, useState } from 'react'
import { LogLevel } from '../components/log-level.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { StatusCode } from '../components/status-code.tsx'
import { Button } from '../ui/button.tsx'
import { Chart } from '../ui/chart.tsx'
import { Combobox, matching } from '../ui/combobox.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { DurationField, TextField } from '../ui/field.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { Select } from '../ui/select.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import { Table } from '../ui/table.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { showToast } from '../ui/toast.tsx'
import { Tooltip, TooltipRow } from '../ui/tooltip.tsx'
import css from './gallery-page.module.css'

const STEPS = { startUnixNano: '1793880000000000000', stepNano: '60000000000', stepCount: 12 }
const VALUES = [3, 5, 4, 8, 12, 9, 7, 10, 14, 11, 6, 4]
const FRUITS = ['apple', 'apricot', 'banana', 'cherry']

/** Every component of `ui/` and the shared marks, for a look at both themes. */
export function GalleryPage() {
  const [text, setText] = useState('')
  const [tab, setTab] = useState('one')
  const [descending, setDescending] = useState(true)
  return (
    <PageLayout title="Components">
      <Example name="Button">
        <Button>Normal</Button>
        <Button look="strong">Strong</Button>
        <Button look="danger">Danger</Button>
        <Button look="plain">Plain</Button>
        <Button size="small">Small</Button>
        <Button aria-pressed>Pressed</Button>
        <Button disabled>Disabled</Button>
        <CopyButton text="4bf92f3577b34da6" label="span ID" />
      </Example>
      <Example name="FilterBar, Field, Select, Combobox">
        <FilterBar
          clearHref="/data/components"
          further={<DurationField label="Duration" value="" onCommit={() => {}} />}
        >
          <TextField label="Text" value={text} placeholder="Any" onCommit={setText} />
          <Select
            label="Select"
            value=""
            options={[
              { value: '', label: 'All' },
              { value: '1', label: 'One' },
            ]}
            onChoose={() => {}}
          />
          <Combobox
            label="Combobox"
            value={text}
            placeholder="Fruit"
            useOptions={matching(FRUITS)}
            onCommit={setText}
          />
        </FilterBar>
      </Example>
      <Example name="Table">
        <Table
          label="Fruits"
          columns={[
            { title: 'Name' },
            {
              title: 'Count',
              numeric: true,
              order: descending ? 'descending' : 'ascending',
              onSort: () => setDescending(!descending),
            },
            { title: 'Trend' },
          ]}
        >
          {(descending ? FRUITS : FRUITS.toReversed()).map((name, index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{index + 1}</td>
              <td>
                <Sparkline values={VALUES} failed={index === 3} label={`Trend of ${name}`} />
              </td>
            </tr>
          ))}
        </Table>
      </Example>
      <Example name="Tabs">
        <Tabs
          label="Example"
          tabs={[
            { id: 'one', label: 'One' },
            { id: 'two', label: 'Two' },
          ]}
          active={tab}
          onSelect={setTab}
        >
          <p>Content of tab {tab}.</p>
        </Tabs>
      </Example>
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
            { name: 'one', kind: 'line', color: 'service-0', values: VALUES },
            { name: 'two', kind: 'line', color: 'service-1', values: VALUES.toReversed() },
          ]}
          onZoom={() => {}}
        />
      </Example>
      <Example name="Tooltip, Toast, marks">
        <Tooltip text="A tooltip">
          <Button>Hover or focus</Button>
        </Tooltip>
        <Button onClick={() => showToast('A toast')}>Show toast</Button>
        <div className={css.tip}>
          <TooltipRow swatch="service-2" name="service" value="12 ms" />
        </div>
        <ServiceMark service="home-activities" />
        {['200', '404', '500'].map((code) => (
          <StatusCode key={code} code={code} />
        ))}
        {[
          ['DEBUG', 5],
          ['INFO', 9],
          ['WARN', 13],
          ['ERROR', 17],
          ['FATAL', 21],
        ].map(([severity, number]) => (
          <LogLevel key={severity} severity={String(severity)} severityNumber={Number(number)} />
        ))}
      </Example>
      <Example name="EmptyState">
        <EmptyState title="No matching traces">
          <p>Remove a filter or choose a longer time range.</p>
        </EmptyState>
      </Example>
    </PageLayout>
  )
}

function Example({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className={css.example} aria-label={name}>
      <h2>{name}</h2>
      <div className={css.content}>{children}</div>
    </section>
  )
}
