import asyncHooks from 'node:async_hooks'
import { createRequire } from 'node:module'
import { context, trace } from '@opentelemetry/api'
import { expect, it, vi } from 'vitest'

it('never enables async_hooks, which would slow every await in the process', async () => {
  const createHook = vi.spyOn(asyncHooks, 'createHook')
  const { start } = await import('./start.ts')
  const { AWSXRay } = await import('../../../src/signals/segments/native/sdk.ts')
  const segments = start({ environment: {} })
  const span = trace.getTracer('test').startSpan('request')
  await context.with(trace.setSpan(context.active(), span), () =>
    AWSXRay.captureAsyncFunc('step', async (subsegment) => subsegment?.close()),
  )
  span.end()
  await segments.stop()
  expect(AWSXRay.isAutomaticMode()).toBe(true)
  expect(createHook).not.toHaveBeenCalled()

  // Verifies the spy: the SDK's default behavior.
  const ofSdk = createRequire(createRequire(import.meta.url).resolve('aws-xray-sdk-core'))
  ofSdk('cls-hooked/context').createNamespace('control')
  expect(createHook).toHaveBeenCalledOnce()
})
