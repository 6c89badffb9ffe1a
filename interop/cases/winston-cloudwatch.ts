import assert from 'node:assert/strict'
import type { LogList } from '../../apps/console/src/contract/logs.ts'
import type { Case } from '../support/case.ts'
import { javascriptFolder, npmVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

const lineCount = 121

export const winstonCloudwatch: Case = {
  name: 'winston-cloudwatch',
  role: 'sender of CloudWatch log events',
  needs: ['npm'],
  programs: npmVersions('winston', 'winston-cloudwatch'),
  async run({ console, processes, passed }) {
    const stdout = await processes.run(process.execPath, ['winston-app.cjs'], {
      cwd: javascriptFolder,
      env: {
        AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: console.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      },
    })
    assert.match(stdout, /^delivered$/m)
    const lines = await until(`${lineCount} lines`, async () => {
      const list = await console.get<LogList>('logs', {
        group: 'shop',
        stream: 'winston',
        limit: '1000',
      })
      return list.lines.length >= lineCount && list.lines
    })
    assert.equal(lines.length, lineCount)
    passed('The log group and stream are created and every line arrives once')
    const numbers = new Set(lines.map(({ attributes }) => attributes.number))
    numbers.delete(undefined as never)
    assert.equal(numbers.size, lineCount - 1)
    const failure = lines.find(({ severityNumber }) => severityNumber === 17)
    assert.equal(failure?.severity.toLowerCase(), 'error')
    assert.equal(failure?.traceId, '0af7651916cd43dd8448eb211c80319c')
    passed('A JSON line has its level, attributes and trace ID')
  },
}
