import { writeSetting } from '../frame/stored-settings.ts'
import { useSetting } from '../frame/use-setting.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import css from './help-sheet.module.css'

const SECTIONS: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['?', 'Keyboard shortcuts'],
      ['s', 'Services'],
      ['t', 'Traces'],
      ['o', 'Logs'],
      ['x', 'Errors'],
      ['g', 'Metrics'],
      ['d', 'Findings'],
      ['q', 'Query'],
      ['v', 'Compare'],
      ['u', 'Runs'],
      ['i', 'Data'],
      ['m', 'Service map'],
      ['/', 'Search or filter'],
      ['y', 'Copy link with a fixed time range'],
      ['Esc', 'Close, clear, or leave a field'],
    ],
  },
  {
    title: 'Lists',
    keys: [
      ['j  k', 'Next, previous'],
      ['Enter', 'Open'],
      ['r', 'Show new traces'],
      ['p', 'Pause or resume'],
    ],
  },
  {
    title: 'Time',
    keys: [
      ['z', 'Zoom out'],
      ['←  →', 'Select a time range on a chart'],
      ['Shift ←  →', 'Extend the selection'],
      ['Enter', 'Zoom in; on a heatmap, compare'],
    ],
  },
  {
    title: 'One trace',
    keys: [
      ['j  k', 'Next, previous span'],
      ['h  l', 'Collapse, expand'],
      ['Enter', 'Collapse or expand'],
      ['H  L', 'Collapse, expand all'],
      ['e  E', 'Next, previous error'],
      ['n  N', 'Next, previous match'],
      ['c', 'Critical path'],
      ['f  F', 'Focus on a span, on the trace'],
      ['+  -', 'Zoom to the span, reset the zoom'],
      ['Home  End', 'First, last span'],
      ['PgUp  PgDn', 'A screen of spans'],
    ],
  },
]

/** Lists the keyboard shortcuts, with a switch that disables single-key shortcuts. */
export function HelpSheet({
  open,
  onClose,
}: {
  readonly open: boolean
  readonly onClose: () => void
}) {
  const enabled = useSetting('shortcuts') !== 'off'

  return (
    <Dialog
      title="Keys"
      width="window"
      open={open}
      onClose={onClose}
      actions={
        <Button look="plain" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className={css.helpSections}>
        {SECTIONS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([names, meaning]) => (
                <div key={meaning}>
                  <dt>
                    {names.split('  ').map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className={css.helpSwitch}>
        <input
          type="checkbox"
          checked={enabled}
          onChange={(event) => writeSetting('shortcuts', event.target.checked ? 'on' : 'off')}
        />
        Single-key shortcuts
      </label>
    </Dialog>
  )
}
