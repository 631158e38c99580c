import { parseSetCookieHeader } from 'better-auth/cookies';
import type { Cookies } from '@sveltejs/kit';

/** Takes the cookies of an answer of the accounts into the answer to the browser. */
export function takeCookies(headers: Headers, cookies: Cookies): void {
  for (const line of headers.getSetCookie()) {
    for (const [name, attributes] of parseSetCookieHeader(line)) {
      cookies.set(name, decodeURIComponent(attributes.value), {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: Boolean(attributes.secure),
        ...(attributes['max-age'] !== undefined && { maxAge: Number(attributes['max-age']) }),
      });
    }
  }
}
