import { system } from '@plenary/domain/kernel/actor.ts';
import { loadSample } from '@plenary/domain/sample/load-sample.ts';
import { sampleEmail } from '@plenary/domain/sample/sample-people.ts';
import type { Application } from './compose.ts';

const WHO = ['Mei Lin', 'Jonas Weber', 'Aoife Brennan'] as const;

/** Loads the sample community when it is not there, and prints how to look around as three of its people. */
export async function loadSampleAndSayHow(application: Application): Promise<void> {
  const loaded = await loadSample(application.needs(), application.files, system('start --sample'));
  if (!loaded.ok && loaded.error.code !== 'wrong-state') throw loaded.error; // there already is fine
  console.log('\nThe sample community is loaded. Sign in, once each and within ten minutes, as');
  for (const [index, name] of WHO.entries()) {
    const token = await application.accounts.signInToken(sampleEmail(name));
    console.log(
      `  ${index === 0 ? 'organiser  ' : 'participant'} ${name.padEnd(14)} ${application.site.origin}/sign-in/confirm?token=${token}`,
    );
  }
  if (loaded.ok)
    console.log(
      `Try the plenary as the organiser: ${application.site.origin}/${loaded.value.slug}/organise/plenary`,
    );
}
