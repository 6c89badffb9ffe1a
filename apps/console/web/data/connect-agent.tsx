import { useState } from 'react'
import { DEFAULT_PORT } from '../components/local-urls.ts'
import { Tabs } from '../ui/tabs.tsx'
import textCss from '../ui/text.module.css'
import { CopyBlock } from './copy-block.tsx'
import css from './data-page.module.css'

const CLIENTS = [
  { id: 'claude-code', label: 'Claude Code' },
  { id: 'cursor', label: 'Cursor' },
  { id: 'vscode', label: 'VS Code' },
  { id: 'other', label: 'Other' },
] as const

/** The command that connects an AI agent to this console, and the URL for other clients. */
export function ConnectAgent() {
  const [active, setActive] = useState<string>('claude-code')
  const { origin, port } = window.location
  const url = `${origin}/mcp`
  const consoleUrl = Number(port) === DEFAULT_PORT ? '' : `CONSOLE_URL=${origin} `
  const text =
    active === 'other'
      ? JSON.stringify({ mcpServers: { cruddur: { type: 'http', url } } }, null, 2)
      : `${consoleUrl}npx traces agent init --client ${active}`
  return (
    <section className={css.dataSection}>
      <h2>Connect an agent</h2>
      <p className={textCss.muted}>
        AI agents read this console through the Model Context Protocol. The command writes the
        configuration and instructions into a project.
      </p>
      <CopyBlock label="MCP URL" text={url} />
      <Tabs label="Agent" tabs={CLIENTS} active={active} onSelect={setActive}>
        <CopyBlock label={active === 'other' ? 'Configuration' : 'Command'} text={text} />
      </Tabs>
    </section>
  )
}
