// Calls every tool of the MCP server at the URL of the first argument, then wrong ones; prints JSON.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const [url, input] = process.argv.slice(2)
const { right, wrong } = JSON.parse(input)
const client = new Client({ name: 'interop', version: '1.0.0' })
await client.connect(new StreamableHTTPClientTransport(new URL(url)))
const { tools } = await client.listTools()

async function call(name, args) {
  try {
    const { isError, content, structuredContent } = await client.callTool({ name, arguments: args })
    const text = content[0]?.text ?? ''
    return {
      outcome: isError ? 'error' : 'ok',
      text,
      isStructured: structuredContent !== undefined,
    }
  } catch (error) {
    return { outcome: 'raised', text: error.message, isStructured: false }
  }
}

const results = { tools: tools.map(({ name }) => name), right: [], wrong: [] }
for (const [name, args] of right) results.right.push({ name, ...(await call(name, args)) })
for (const [name, args] of wrong) results.wrong.push({ name, ...(await call(name, args)) })
process.stdout.write(JSON.stringify(results))
await client.close()
