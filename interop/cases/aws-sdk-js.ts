import type { Case } from '../support/case.ts'
import { javascriptSdksFolder, npmVersions } from '../support/toolchains.ts'

export const awsSdkJs: Case = {
  name: 'aws-sdk-js',
  role: 'reader of CloudWatch Logs, with Logs Insights and Live Tail, and of X-Ray',
  needs: ['npm'],
  programs: npmVersions('@aws-sdk/client-cloudwatch-logs', '@aws-sdk/client-xray'),
  async run({ console, processes, passed }) {
    const program = ['aws-readers.mjs', console.url]
    const output = await processes.run(process.execPath, program, { cwd: javascriptSdksFolder })
    for (const title of output.trim().split('\n')) passed(title)
  },
}
