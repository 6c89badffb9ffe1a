import type { SignatureV4 } from '@smithy/signature-v4'
import type { Post } from './post.ts'

/**
 * Adds AWS Signature Version 4 to each request, with credentials of the default chain: environment,
 * profile, container, instance. The request also rejects when there are no credentials.
 */
export function signPost(post: Post, region: string, service: string): Post {
  let signer: Promise<SignatureV4> | undefined

  return async (url, headers, body, signal) => {
    signer ??= createSigner(region, service)
    const { headers: signed } = await (await signer).sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port && { port: Number(url.port) }),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...headers, host: url.host },
      body,
    })
    return post(url, signed, body, signal)
  }
}

/** Loaded on first use, so that other destinations do not pay for it. */
async function createSigner(region: string, service: string): Promise<SignatureV4> {
  const [{ SignatureV4 }, { Sha256 }, { defaultProvider }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@smithy/core/checksum'),
    import('@aws-sdk/credential-provider-node'),
  ])
  return new SignatureV4({ region, service, sha256: Sha256, credentials: defaultProvider() })
}
