import { self } from '$app/service-worker';

/* Notices on this device: shown as they come, and a tap opens the page they are about. */

interface Notice {
  readonly title: string;
  readonly body: string;
  readonly path: string;
  readonly tag: string;
  readonly lang: string;
}

self.addEventListener('push', (event) => {
  const notice = event.data?.json() as Notice | undefined; // only this site can encrypt for this browser
  if (!notice) return;
  const { title, body, path, tag, lang } = notice;
  // The same notice again, after a crash of the server, takes the place of the first without a sound.
  const shown = self.registration.showNotification(title, {
    ...{ body, tag, lang, data: { path }, icon: '/icon-192.png', badge: '/icon-192.png' },
  });
  event.waitUntil(shown);
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { path } = event.notification.data as { path: string }; // as shown above
  event.waitUntil(openPage(new URL(path, self.location.origin)));
});

/** A page of this site that is open already goes there; else a new one opens. */
async function openPage(address: URL): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  const there = pages.find((page) => new URL(page.url).pathname === address.pathname);
  const page = there ?? pages.find((one) => !new URL(one.url).pathname.startsWith('/wall/'));
  if (!page) return void (await self.clients.openWindow(address));
  await page.focus();
  if (page !== there) await page.navigate(address).catch(() => self.clients.openWindow(address));
}

/** The push service has given this browser a new address: the server must know it. */
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(
    (async () => {
      const answer = await fetch('/push');
      const { key } = (await answer.json()) as { key: string };
      const { endpoint, keys } = (
        await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
      ).toJSON();
      await fetch('/push', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth'] }),
      });
    })(),
  );
});
