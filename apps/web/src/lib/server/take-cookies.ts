import { cookiesIn } from '@plenary/domain/people/accounts.ts';
import type { Cookies } from '@sveltejs/kit';

/** Takes the cookies of an answer of the accounts into the answer to the browser. */
export function takeCookies(headers: Headers, cookies: Cookies): void {
  for (const { name, value, secure, maxAge } of cookiesIn(headers)) {
    cookies.set(name, value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      ...(maxAge !== undefined && { maxAge }),
    });
  }
}
