import type { SignatureV4 } from '@smithy/signature-v4'

interface Answer {
  readonly status: number
  readonly retryAfter: string | null
  readonly body: Uint8Array
}

/** @throws the error of the credential chain or the network */
export type SignedPost = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  signal: AbortSignal,
) => Promise<Answer>

/** A POST with AWS Signature Version 4 and the default credential chain. */
export function createSignedPost(region: string, service: string): SignedPost {
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
    const response = await fetch(url, {
      method: 'POST',
      headers: signed,
      // A view of exactly the signed bytes.
      body: Buffer.from(body),
      redirect: 'error',
      signal,
    })
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: new Uint8Array(await response.arrayBuffer()),
    }
  }
}

/** Loaded on first use; a service that uses the daemon does not pay for it. */
async function createSigner(region: string, service: string): Promise<SignatureV4> {
  const [{ SignatureV4 }, { Sha256 }, { defaultProvider }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@smithy/core/checksum'),
    import('@aws-sdk/credential-provider-node'),
  ])
  return new SignatureV4({ region, service, sha256: Sha256, credentials: defaultProvider() })
}
