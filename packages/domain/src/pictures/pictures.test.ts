import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, system, visitor, type Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import { FileStore } from '../materials/file-store.ts';
import { sweepFiles } from '../materials/sweep-files.ts';
import { addInvitation, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { SECRET, smallPng, withChunk } from '../testing/small-pictures.ts';
import { renderMarkdown } from '../text/markdown.ts';
import { bytesOfPictures, findPicture, sentPictures } from './picture-queries.ts';
import { readPicture } from './read-picture.ts';
import { removePicture } from './remove-picture.ts';
import { takePicture } from './take-picture.ts';

const LIMITS = { personLimit: 1_000, siteLimit: 1_500 };
const ROOM = { personLimit: 1_000_000, siteLimit: 1_000_000 };

const keptHash = (bytes: Buffer) => createHash('sha256').update(readPicture(bytes).bytes).digest('hex');

onBothEngines('pictures', (fresh) => {
  let open: OpenDatabase;
  let folder: string;
  let store: FileStore;
  let draft: SmallDraft;
  let ann: Actor, bob: Actor, owner: Actor, stranger: Actor;

  beforeEach(async () => {
    open = await fresh();
    folder = mkdtempSync(join(tmpdir(), 'plenary-pictures-'));
    store = new FileStore(folder);
    draft = await smallDraft(open.db);
    [ann, bob] = [person(draft.ann), person(draft.bob)];
    owner = person(await addPerson(open.db, 'Owner', { site_owner_since: '2026-01-01T00:00:00.000Z' }));
    stranger = person(await addPerson(open.db, 'Sam Stranger'));
  });
  afterEach(async () => {
    await open.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const take = (who: Actor, more: Partial<Parameters<typeof takePicture>[3]> = {}) =>
    takePicture(draft.needs, store, who, {
      ...{ name: 'a.png', bytes: smallPng(8, 6), alt: 'A dot', decorative: false, ...LIMITS, ...more },
    });
  const refusal = (deed: Promise<unknown>) =>
    deed.then(
      () => 'done',
      (problem: unknown) => {
        if (!(problem instanceof DomainError)) throw problem;
        return problem.fields[0] ? `${problem.fields[0].path} ${problem.fields[0].code}` : problem.code;
      },
    );
  const remove = async (who: Actor, pictureId: string) => {
    const result = await removePicture(draft.needs, who, { pictureId });
    return result.ok ? 'done' : result.error.code;
  };

  it('stand in texts under an address that says their measures, without what does not show', async () => {
    const { markdown, address, id } = await take(ann, { alt: 'The *board* [of] `Shanghai`' });
    expect(address).toMatch(/^\/pictures\/[0-9a-z]{26}-8x6$/);
    expect(renderMarkdown(markdown)).toBe(
      `<p><img src="${address}" alt="The *board* [of] \`Shanghai\`" width="8" height="6" loading="lazy" /></p>\n`,
    );
    const found = await findPicture(open.db, `${id}-8x6`);
    const clean = readPicture(smallPng(8, 6)).bytes;
    expect(found).toEqual({ id, sha256: keptHash(smallPng(8, 6)), type: 'image/png', size: clean.length });
    expect(clean.includes(SECRET)).toBe(false);
    for (const name of [id, `${id}-8x7`, `${id}-8x6-`, `${id}-08x6`, 'x', '../../etc/passwd'])
      expect(await findPicture(open.db, name)).toBeUndefined();
  });

  it('are kept with a version for lists, when it is one', async () => {
    const bytes = smallPng(2000, 1000);
    const small = smallPng(640, 320);
    const { markdown, address, id } = await take(ann, { bytes, small, ...ROOM });
    expect(address).toBe(`/pictures/${id}-2000x1000-640x320`);
    expect(renderMarkdown(markdown)).toContain(`srcset="/pictures/${id}-640x320 640w, ${address} 2000w"`);
    const of = async (name: string) => (await findPicture(open.db, `${id}-${name}`))?.sha256;
    expect(await of('2000x1000-640x320')).toBe(keptHash(bytes));
    expect(await of('640x320')).toBe(keptHash(small));
    for (const name of ['2000x1000', '2000x1000-640x321', '640x321', '640x320-640x320'])
      expect(await of(name)).toBeUndefined();
    const [shown] = (await sentPictures(open.db, {})).pictures;
    const size = readPicture(bytes).bytes.length + readPicture(small).bytes.length;
    expect(shown).toMatchObject({ address, size, small: { address: `/pictures/${id}-640x320` } });
    expect(await bytesOfPictures(open.db, draft.ann)).toEqual({ person: size, site: size });
  });

  it.each([
    ['no picture', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['cut off', smallPng(640, 320).subarray(0, 90)],
    ['of other proportions', smallPng(640, 323)],
    ['on its side', smallPng(320, 640)],
    ['larger than a list needs', smallPng(642, 321)],
    ['as large as the picture', smallPng(2000, 1000)],
    ['larger than the picture', smallPng(4000, 2000, true)],
    ['30 000 pixels wide', smallPng(30_000, 15_000, true)],
    ['of more bytes than the picture', withChunk(smallPng(640, 320), 'iCCP', 10_000)],
    ['moving', withChunk(smallPng(640, 320), 'acTL', 8)],
  ])('are kept without a version for lists that is %s', async (_, small) => {
    const { address, id } = await take(ann, { bytes: smallPng(2000, 1000), small, ...ROOM });
    expect(address).toBe(`/pictures/${id}-2000x1000`);
    expect(await findPicture(open.db, `${id}-640x320`)).toBeUndefined();
    expect(readdirSync(store.uploads)).toEqual([]);
  });

  it('come from people who may write something, and from nobody else', async () => {
    const asked = await addPerson(open.db, 'Asked');
    await addInvitation(open.db, draft.eventId, asked, 'requested');
    const lead = await addPerson(open.db, 'Lead without a place');
    await draft.ledSession('Boot', lead);
    const invited = await addPerson(open.db, 'Invited');
    await addInvitation(open.db, draft.eventId, invited, 'invited');
    for (const who of [ann, person(lead), person(invited), draft.organiser, owner, system('test')])
      expect(await refusal(take(who))).toBe('done');
    expect(await refusal(take(person(asked)))).toBe('not-allowed');
    expect(await refusal(take(visitor))).toBe('sign-in-needed');
    expect(await refusal(take(stranger))).toBe('not-allowed');
    expect(readdirSync(store.uploads)).toEqual([]);
  });

  it('need words for whoever does not see them, unless they are only decoration', async () => {
    expect(await refusal(take(ann, { alt: '  ' }))).toBe('alt no-alternative');
    expect(await refusal(take(ann, { alt: 'x'.repeat(301) }))).toBe('alt too-long');
    expect(await refusal(take(ann, { alt: 'a\u202eb' }))).toBe('alt direction-override');
    expect((await take(ann, { alt: '', decorative: true })).markdown).toMatch(/^!\[\]/);
  });

  it('are refused by their content and never by their name, which is no path', async () => {
    const bytes = Buffer.from('<!doctype html><script>alert(1)</script>');
    expect(await refusal(take(ann, { name: 'photo.png', bytes }))).toBe('picture not-a-picture');
    expect(await refusal(take(ann, { name: '../../../etc/cron.d/x.html' }))).toBe('done');
    expect(await refusal(take(ann, { name: '\0' }))).toBe('done');
    expect(readdirSync(folder).toSorted()).toEqual(['files', 'uploads']);
  });

  it('fill a person’s room, then the site’s, and no more', async () => {
    const { length: size } = readPicture(smallPng(8, 6)).bytes;
    const [personLimit, siteLimit] = [2 * size, 3 * size];
    const limited = { personLimit, siteLimit };
    for (const answer of ['done', 'done', 'picture person-pictures'])
      expect(await refusal(take(ann, limited))).toBe(answer);
    for (const answer of ['done', 'picture site-pictures'])
      expect(await refusal(take(bob, limited))).toBe(answer);
    const [newest] = (await sentPictures(open.db, { personId: draft.ann })).pictures;
    expect(await remove(ann, newest?.id ?? '')).toBe('done');
    expect(await refusal(take(bob, limited))).toBe('done');
  });

  it('fill it with their versions for lists as well', async () => {
    const [bytes, small] = [smallPng(900, 900), smallPng(640, 640)];
    const size = readPicture(bytes).bytes.length + readPicture(small).bytes.length;
    const answer = (personLimit: number) => refusal(take(ann, { bytes, small, personLimit, siteLimit: 1e6 }));
    expect(await answer(size - 1)).toBe('picture person-pictures');
    expect(await answer(size)).toBe('done');
    expect(await answer(2 * size - 1)).toBe('picture person-pictures');
  });

  it('sent at once do not pass a person’s limit', async () => {
    const { length: size } = readPicture(smallPng(8, 6)).bytes;
    const limited = { personLimit: 3 * size, siteLimit: 100 * size };
    const answers = await Promise.all(Array.from({ length: 8 }, () => refusal(take(ann, limited))));
    expect(answers.toSorted()).toEqual([
      ...['done', 'done', 'done'],
      ...Array.from({ length: 5 }, () => 'picture person-pictures'),
    ]);
  });

  it('are removed by who sent them and by the site’s owner', async () => {
    const [first, second] = [await take(ann), await take(ann)];
    expect(await remove(visitor, first.id)).toBe('sign-in-needed');
    expect(await remove(bob, first.id)).toBe('not-allowed');
    expect(await remove(ann, first.id)).toBe('done');
    expect(await remove(ann, first.id)).toBe('not-found');
    expect(await remove(owner, second.id)).toBe('done');
    expect(await findPicture(open.db, `${first.id}-8x6`)).toBeUndefined();
  });

  it('keep their files when the others are swept', async () => {
    const kept = await take(ann, { bytes: smallPng(900, 900), small: smallPng(640, 640), ...ROOM });
    const removed = await take(ann, { bytes: smallPng(800, 900), small: smallPng(569, 640), ...ROOM });
    const pathOf = async ({ id }: { id: string }, measures: string) => {
      const { sha256 = '' } = (await findPicture(open.db, `${id}-${measures}`)) ?? {};
      return join(folder, 'files', sha256.slice(0, 2), sha256);
    };
    const paths = [
      await pathOf(kept, '900x900-640x640'),
      await pathOf(kept, '640x640'),
      await pathOf(removed, '800x900-569x640'),
      await pathOf(removed, '569x640'),
    ];
    valueOf(await removePicture(draft.needs, ann, { pictureId: removed.id }));
    const longAgo = new Date('2020-01-01');
    for (const path of paths) utimesSync(path, longAgo, longAgo);
    expect(await sweepFiles(draft.needs, store)).toEqual({ uploads: 0, files: 2 });
    expect(paths.map((path) => existsSync(path))).toEqual([true, true, false, false]);
  });

  it('are listed in two statements, however many there are', async () => {
    for (const count of [1, 3]) {
      while ((await sentPictures(open.db, {})).count < count) await take(ann);
      expect(await countStatements(open.db, (db) => sentPictures(db, {}))).toBe(2);
    }
    await take(bob);
    expect((await sentPictures(open.db, { personId: draft.bob })).count).toBe(1);
    expect((await sentPictures(open.db, { perPage: 2, page: 2 })).pictures.map((one) => one.sentBy)).toEqual([
      'Ann',
      'Ann',
    ]);
  });
});
