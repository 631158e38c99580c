/*
 * Notices in this browser: what it can do, turning them on and off. The names are those of the
 * Push API; nothing here asks for permission unless somebody has tapped for it.
 */

/** `install`: on iPhones and iPads only an installed app may take notices. */
export type PushState = 'cannot' | 'install' | 'refused' | 'off' | 'on';

const PATIENCE_MS = 10_000;

export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || !('Notification' in globalThis))
    return isAppleTouch() ? 'install' : 'cannot';
  if (Notification.permission === 'denied') return 'refused';
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks, subscribes and tells the server. `off`: the question was closed without an answer; `failed`: no push service. */
export async function turnOn(): Promise<PushState | 'failed'> {
  const permission = await Notification.requestPermission();
  if (permission === 'denied') return 'refused';
  if (permission !== 'granted') return 'off';
  try {
    const { key } = (await (await fetch('/push')).json()) as { key: string }; // what routes/push answers
    const { endpoint, keys } = (await subscribe(await worker(), key)).toJSON();
    const answer = await fetch('/push', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth'] }),
    });
    return answer.ok ? 'on' : 'failed';
  } catch {
    return 'failed';
  }
}

export async function turnOff(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

async function subscribe({ pushManager }: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await pushManager.subscribe(options);
  } catch (problem) {
    const old = await pushManager.getSubscription(); // made for other keys of this site
    if (!old) throw problem;
    await old.unsubscribe();
    return pushManager.subscribe(options);
  }
}

function worker(): Promise<ServiceWorkerRegistration> {
  return Promise.race([
    navigator.serviceWorker.ready,
    new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no service worker')), PATIENCE_MS)),
  ]);
}

/** An iPad says it is a Mac; no Mac has a touch screen. */
function isAppleTouch(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
}
