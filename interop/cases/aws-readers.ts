import { join } from 'node:path'
import type { Case } from '../support/case.ts'
import { pythonFolder, pythonVersions, venv } from '../support/toolchains.ts'

export const awsReaders: Case = {
  name: 'aws-readers',
  role: 'reader and writer of the X-Ray and CloudWatch Logs APIs',
  needs: ['python3'],
  programs: pythonVersions('boto3', 'botocore'),
  async run({ console, processes, passed }) {
    const program = join(pythonFolder, 'aws_readers.py')
    const stdout = await processes.run(join(venv, 'bin/python'), [program, console.url])
    for (const title of stdout.trim().split('\n')) passed(title)
  },
}
