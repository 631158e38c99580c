/*
 * The browser's half of passkeys. Options come from and answers go to the accounts' endpoints;
 * the ceremony itself is the browser's (Web Authentication Level 3, with its JSON forms).
 */

export function passkeysWork(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

async function call(path: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(`/api/auth/passkey/${path}`, init);
  if (!answer.ok) throw new Error(`passkey ${path}: ${answer.status}`);
  return answer.json();
}

function posted(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Signs in with a passkey of this site. Throws when the person cancels or none fits. */
export async function signInWithPasskey(): Promise<void> {
  const options = (await call('generate-authenticate-options')) as PublicKeyCredentialRequestOptionsJSON; // better-auth's documented answer
  const credential = await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
  });
  await call('verify-authentication', posted({ response: (credential as PublicKeyCredential).toJSON() })); // publicKey asks for nothing else
}

/** Makes a passkey on this device for the person signed in. */
export async function addPasskey(name: string): Promise<void> {
  const options = (await call('generate-register-options')) as PublicKeyCredentialCreationOptionsJSON; // as above
  const credential = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  });
  await call('verify-registration', posted({ response: (credential as PublicKeyCredential).toJSON(), name }));
}
