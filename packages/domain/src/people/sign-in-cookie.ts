import { createHmac, timingSafeEqual } from 'node:crypto';

/** How better-auth names and signs the cookie of a sign-in; read from its context, see `accounts.ts`. */
export interface SignInCookie {
  readonly name: string;
  readonly secret: string;
}

/**
 * The sign-in's token in a request's `cookie` header, when the signature is ours: better-auth writes
 * `token.signature`, percent-encoded, the signature being the base64 of the token's HMAC-SHA256.
 */
export function signInToken(header: string | null, { name, secret }: SignInCookie): string | undefined {
  const cookie = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  const value = cookie && decoded(cookie.slice(name.length + 1));
  const dot = value ? value.lastIndexOf('.') : -1;
  if (!value || dot < 1) return undefined;
  const token = value.slice(0, dot);
  const signed = Buffer.from(value.slice(dot + 1), 'base64');
  const wanted = createHmac('sha256', secret).update(token).digest();
  return signed.length === wanted.length && timingSafeEqual(signed, wanted) ? token : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // "%" alone: not written by us
  }
}
