import type { AgentClient } from './clients.ts'

/** The skill or instructions file of a client. */
export function renderInstructions({ frontMatter }: AgentClient): string {
  return `---\n${frontMatter}\n---\n\n${TEXT}`
}

const TEXT = `# Cruddur console

The MCP server \`cruddur\` has the traces, logs, errors and metrics of the running services. Its tools are
read-only. When it does not respond, start the console (\`npx pnpm@12 dev\` in its repository).

## A request fails or is slow

1. \`find_problems\` with \`since\` (\`15m\`): problems by kind and operation, with advice and trace IDs.
2. \`search_traces\` with \`service\`, \`status: "error"\`, \`minDuration\` or \`where\` for one request.
3. \`get_trace\`: topology, critical path, findings and failed spans. Details only as needed: \`spanId\` for one
   span, \`cursor\` for more spans.
4. \`search_logs\` with \`trace\`, and \`list_occurrences\` for the stack of an error.

## Verify a change

1. \`list_runs\` with \`service\`: the run before and the run with the change.
2. Send the same requests to both, at least 75 for a verdict on P95.
3. \`verify_change\` with \`operation\`, \`before\` and \`now\`. Report its verdict with the evidence;
   \`not enough data\` is not a success.
4. \`compare_periods\` with \`run\`: side effects on other operations, and new errors.

Prefer small results: filter by service and time, and keep \`limit\` low.
`
