import { GetEncryptionConfigCommand, XRayClient } from '@aws-sdk/client-xray'
import { expect, test } from 'vitest'
import { startConsole } from '../../../src/start-console.ts'
import { consoleConfig } from '../../support/console-config.ts'
import { storeFolder } from '../../support/temp-store.ts'

test('an unknown X-Ray operation is an UnknownOperationException on both ports', async () => {
  const running = await startConsole(consoleConfig(await storeFolder()))
  try {
    for (const endpoint of [running.url, `http://${running.xrayAddress}`]) {
      const client = new XRayClient({
        region: 'eu-central-1',
        endpoint,
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
        maxAttempts: 1,
      })
      await expect(client.send(new GetEncryptionConfigCommand({}))).rejects.toMatchObject({
        name: 'UnknownOperationException',
        message: expect.stringContaining('does not implement this X-Ray operation'),
      })
      client.destroy()
    }
    const unsigned = await fetch(`${running.url}/EncryptionConfig`, { method: 'POST' })
    expect(await unsigned.json()).toMatchObject({ status: 404, code: 'NO_SUCH_ROUTE' })
  } finally {
    await running.close()
  }
})
