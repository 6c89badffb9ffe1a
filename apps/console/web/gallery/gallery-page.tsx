import { useState } from 'react'
import { LogLevel } from '../components/log-level.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { StatusCode } from '../components/status-code.tsx'
import { Button } from '../ui/button.tsx'
import { colorAt, SHADES } from '../ui/colors.ts'
import { Combobox, matching } from '../ui/combobox.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { DurationField, TextField } from '../ui/field.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { Select } from '../ui/select.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import { Swatch } from '../ui/swatch.tsx'
import { Table } from '../ui/table.tsx'
import { Tabs } from '../ui/tabs.tsx'
import textCss from '../ui/text.module.css'
import { showToast } from '../ui/toast.tsx'
import { Tooltip, TooltipRow } from '../ui/tooltip.tsx'
import { ChartExamples, VALUES } from './chart-examples.tsx'
import { Example } from './example.tsx'
import css from './gallery-page.module.css'

const FRUITS = ['apple', 'apricot', 'banana', 'cherry']

/** Every component of `ui/` and the shared marks, for a look at both themes. */
export function GalleryPage() {
  const [text, setText] = useState('')
  const [tab, setTab] = useState('one')
  const [descending, setDescending] = useState(true)
  const [open, setOpen] = useState(false)
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
      <Example name="FilterBar, Field, Select, Combobox, SearchField">
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
        <SearchField label="Search" placeholder="Search" value={text} onText={setText} />
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
              <td className={textCss.number}>{index + 1}</td>
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
      <ChartExamples />
      <Example name="Disclosure, Dialog, Loading">
        <Disclosure summary="Section (1)" open>
          Content of a section.
        </Disclosure>
        <Disclosure summary="Row" look="row">
          Content of a row.
        </Disclosure>
        <Button onClick={() => setOpen(true)}>Open dialog</Button>
        <Dialog title="Dialog" open={open} onClose={() => setOpen(false)}>
          <p>Content of a dialog.</p>
          <Button onClick={() => setOpen(false)}>Close dialog</Button>
        </Dialog>
        <Loading what="traces" />
      </Example>
      <Example name="Tooltip, Toast, marks">
        <Tooltip text="A tooltip">
          <Button>Hover or focus</Button>
        </Tooltip>
        <Button onClick={() => showToast('A toast')}>Show toast</Button>
        <div className={css.tip}>
          <TooltipRow swatch={colorAt(2)} name="service" value="12 ms" />
        </div>
        <ServiceMark service="home-activities" />
        {SHADES.map((color, index) => (
          <Swatch key={color} color={color}>
            P{[50, 95, 99][index]}
          </Swatch>
        ))}
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
