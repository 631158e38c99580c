import { releasedPlaces } from '../agenda/agenda-queries.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, system, type Actor } from '../kernel/actor.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { freezeNotes } from '../notes/freeze-notes.ts';
import { nameScribe } from '../notes/name-scribe.ts';
import { saveNotesText } from '../notes/save-notes-text.ts';
import { findPersonByEmail } from '../people/person-queries.ts';
import { leadsByEvent, listSessions } from '../sessions/session-queries.ts';
import { sampleEmail } from './sample-people.ts';

/** What was written down in Shanghai, by headline. */
const WRITTEN: Readonly<Record<string, string>> = {
  'Roadmap of the next release': `Thirty-one people, two of them on the window sill.

We went through the tracking list from the top. Nineteen items have somebody who finishes them, eight moved to the
release after, the rest lost their owner and were struck out.

## Decisions

- The freeze stays where it is, eleven weeks from now.
- What has no reviewer two weeks before the freeze waits for the next release.
- One page lists all items; the mail thread is closed.

## Action items

- [x] turn the tracking list into one page @Jonas Weber due 2015-05-08
- [x] ask the eight owners whether the next release is fine @Mei Lin due 2015-05-05
- [ ] write down how we choose what to strike out @Jonas Weber due 2015-06-01`,
  'Live patching without a maintenance window': `Four companies patch running hosts today, each with its own scripts. All of them stop a roll-out for the same reason:
nobody knows whether the patch applied.

## Decisions

- A patch says which build it is for, and refuses any other.
- "Applied" is asked from the host, not remembered by the tool.

## Action items

- [x] post the list of states that a host can report @Aoife Brennan due 2015-05-15
- [ ] a test that interrupts a patch in the middle @Daniel Okafor due 2015-06-15`,
  'Live migration between different processors': `Tried on the two laptops on the table: it works in one direction.

## Decisions

- Features are masked when the guest starts, never later.

## Action items

- [ ] list the features that are safe to hide @Marta Nowak
- [ ] run it every night on two kinds of machines @Haruka Sato due 2015-07-01`,
  'A test lab that tells us before the release': `Twelve boards in a cupboard find more than sixty machines in a hall, because somebody looks at them.

## Decisions

- A board that fails three nights in a row is taken out by itself.

## Action items

- [x] a picture of the cupboard, for those who want one too @Ravi Menon
- [ ] say in the mail which change broke it @Daniel Okafor due 2015-05-30`,
  'Security: how we tell people, and when': `Who is told before everybody else, and who decides that? We agree on the dates, and not on the list.

## Decisions

- Two weeks between the list and the public, as before.
- The list says why somebody is on it.

## Action items

- [ ] a draft of the rule, for the mailing list @Sofia Rossi due 2015-05-20`,
  'Real-time guests on ordinary hardware': `Three labs, three histograms, and one of them had its clock in the guest. Measured the same way, the labs agree but for
the machine that saves power between two packets.

## Decisions

- Latency is measured from outside the guest, for ten minutes at least.
- A guest that waited is told which of the three reasons it was; the scheduler knows when it decides.

## Action items

- [x] put the three histograms on one page @Liam Walsh due 2015-05-06
- [ ] a test that fails when the processor sleeps @Hannah Fischer due 2015-06-20`,
  'Documentation sprint: the first hour of a newcomer': `Five newcomers, five who watched them and said nothing. Three reached a prompt.

| stopped at | for |
| --- | --- |
| a missing header | 20 minutes |
| which of the three guides to follow | 15 minutes |

## Decisions

- Two of the three guides go.

## Action items

- [x] remove the two old guides @Sanjay Patel due 2015-05-04
- [ ] repeat it at home with somebody who never saw it @Mei Lin due 2015-06-10`,
};

const PREPARED = 'Roadmap of the next release';
const QUESTIONS = `## What we want to know

- Which items of the last list are done?
- What did we strike out that somebody still misses?`;

/** Notes of the past event, in the archive since a week after it; and questions that wait for a session of the next one. */
export async function writeSampleNotes(needs: Needs, past: Id, next: Id): Promise<void> {
  const places = await releasedPlaces(needs.db, past);
  const leads = await leadsByEvent(needs.db, past);
  let last = '';
  for (const { id: sessionId, headline } of await listSessions(needs.db, { eventId: past })) {
    const [text, place] = [WRITTEN[headline], places.get(sessionId)];
    const scribe = leads.get(sessionId)?.find((lead) => lead.personId)?.personId;
    if (!text || !place || !scribe) continue;
    const by = person(scribe);
    const eventId = past;
    valueOf(await nameScribe(at(needs, place.startsAt), by, { eventId, sessionId, personId: scribe }));
    await save(at(needs, later(place.endsAt, { minutes: -10 })), by, { eventId, sessionId }, [
      '',
      text.split('\n## ')[0] ?? '',
    ]);
    await save(at(needs, later(place.endsAt, { hours: 3 })), by, { eventId, sessionId }, [
      text.split('\n## ')[0] ?? '',
      text,
    ]);
    if (place.endsAt > last) last = place.endsAt;
  }
  if (last)
    valueOf(
      await freezeNotes(at(needs, later(last, { days: 7 })), system('sample'), {
        eventId: past,
        sessionId: null,
      }),
    );
  await prepareQuestions(needs, next);
}

async function prepareQuestions(needs: Needs, eventId: Id): Promise<void> {
  const now = needs.clock.now();
  const session = (await listSessions(needs.db, { eventId })).find((one) => one.headline === PREPARED);
  const [jonas, mei] = [await actorOf(needs, 'Jonas Weber'), await actorOf(needs, 'Mei Lin')];
  if (!session || !jonas || !mei) return;
  const notes = { eventId, sessionId: session.id };
  const due = now
    .add({ hours: 24 * 20 })
    .toString()
    .slice(0, 10);
  const items = `\n\n## Action items\n\n- [ ] bring the state of every series @Jonas Weber due ${due}\n- [ ] print the list in large letters @Mei Lin`;
  await save(at(needs, now.subtract({ hours: 30 }).toString()), mei, notes, ['', QUESTIONS]);
  await save(at(needs, now.subtract({ hours: 5 }).toString()), jonas, notes, [QUESTIONS, QUESTIONS + items]);
}

async function save(
  needs: Needs,
  by: Actor,
  notes: { eventId: Id; sessionId: Id },
  [base, text]: readonly [string, string],
): Promise<void> {
  valueOf(await saveNotesText(needs, by, { ...notes, base, text }));
}

function at(needs: Needs, moment: Timestamp): Needs {
  return { ...needs, clock: { now: () => Temporal.Instant.from(moment) } };
}

async function actorOf(needs: Needs, name: string): Promise<Actor | undefined> {
  const found = await findPersonByEmail(needs.db, sampleEmail(name));
  return found && person(found.id);
}
