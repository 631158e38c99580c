const FALLBACK_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** What pages may take from the origin of files, where there is another. */
const FROM_FILES = /\b(img-src|media-src|connect-src) 'self'/g;

/** Adds what every answer carries. Pages bring their own policy; everything else may load nothing. */
export function withSecurityHeaders(
  response: Response,
  { origin: siteOrigin, filesOrigin }: { readonly origin: string; readonly filesOrigin: string },
): Response {
  const answer = isFixed(response) ? new Response(response.body, response) : response;
  const { headers } = answer;
  headers.set('x-content-type-options', 'nosniff');
  const policy = headers.get('content-security-policy') ?? FALLBACK_POLICY;
  headers.set(
    'content-security-policy',
    filesOrigin === siteOrigin ? policy : policy.replaceAll(FROM_FILES, `$& ${filesOrigin}`),
  );
  headers.set('referrer-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
  if (!headers.has('cross-origin-resource-policy'))
    headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('permissions-policy', 'camera=(self), microphone=(), geolocation=(), payment=()');
  headers.set('x-frame-options', 'DENY');
  if (siteOrigin.startsWith('https:'))
    headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  if (answer.body && !headers.has('content-type')) headers.set('content-type', 'text/plain; charset=utf-8');
  if (headers.get('content-type') === 'text/html') headers.set('content-type', 'text/html; charset=utf-8');
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
  headers.append('vary', 'Cookie, Accept-Language, Accept-Encoding, Sec-Fetch-Site');
  return answer;
}

/** Redirects and answers of `fetch` do not let their headers be changed (Fetch, "immutable" guard). */
function isFixed({ headers }: Response): boolean {
  try {
    headers.set('x-content-type-options', 'nosniff');
    return false;
  } catch {
    return true;
  }
}
