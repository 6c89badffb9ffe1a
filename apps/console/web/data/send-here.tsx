import { useState } from 'react'
import type { Receiver } from '../../src/contract/admin.ts'
import { Tabs } from '../ui/tabs.tsx'
import textCss from '../ui/text.module.css'
import { CopyBlock } from './copy-block.tsx'
import css from './data-page.module.css'
import { SNIPPETS, type SnippetId, variablesFor } from './snippets.ts'

/** Variables and code that send the signals of a service to this console. */
export function SendHere({ receivers }: { readonly receivers: readonly Receiver[] }) {
  const [active, setActive] = useState<SnippetId>('node')
  const port = (name: Receiver['name']) =>
    receivers.find((receiver) => receiver.name === name)?.port ?? 0
  const target = {
    host: window.location.hostname,
    otlp: port('otlp'),
    xray: port('xray'),
    logs: port('cloudwatch-logs'),
    rollbar: port('rollbar'),
  }
  const snippet = SNIPPETS.find(({ id }) => id === active) ?? SNIPPETS[0]
  return (
    <section className={css.dataSection}>
      <h2>Send here</h2>
      <p className={textCss.muted}>
        Set these variables for a service. Omit the signals that you do not use.
      </p>
      <CopyBlock label="Variables" text={variablesFor(target).join('\n')} />
      <Tabs
        label="Language"
        tabs={SNIPPETS}
        active={snippet.id}
        onSelect={(id) => setActive(id as SnippetId)}
      >
        <CopyBlock label={`${snippet.label} example`} text={snippet.code(target)} />
      </Tabs>
    </section>
  )
}
