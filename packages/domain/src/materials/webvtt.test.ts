import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../testing/processor-time.ts';
import { listsChapters, readCues } from './webvtt.ts';

describe('readCues', () => {
  it('takes words and their moments, and passes over what is no cue', () => {
    const file = [
      'WEBVTT - talk',
      '',
      'NOTE 00:00:00.000 --> is not a cue',
      '',
      'STYLE',
      '::cue { color: red }',
      '',
      'intro',
      '00:01.500 --> 00:04.000 align:start',
      '<v Ada>We &lt;patch&gt;</v> it',
      'while it <i>runs</i>.',
      '',
      '01:02:03.004 --> 01:02:05.000',
      'Questions',
      '',
      '00:09.000 -> 00:10.000',
      'Wrong arrow',
      '',
      '00:61.000 --> 00:62.000',
      'No such second',
      '',
      '00:11.000 --> 00:12.000',
      '',
    ].join('\r\n');
    expect(readCues(file)).toEqual([
      { at: 1.5, words: 'We <patch> it while it runs.' },
      { at: 3723.004, words: 'Questions' },
    ]);
  });

  it('never fails, and its words hold nothing that cannot be stored', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('00:01.000 --> 00:02.000'))),
        (lines) => {
          for (const { at, words } of readCues(lines.join('\n'))) {
            expect(at).toBe(1);
            expect(words).toBe(words.trim());
            expect(words).not.toMatch(/\p{Cc}/u);
          }
        },
      ),
    );
  });

  it('reads a long file in time that does not grow with its square', () => {
    const file = '00:01.000 --> 00:02.000\nword <b\n\n'.repeat(100_000);
    const began = processorTime();
    expect(readCues(file)).toHaveLength(20_000);
    expect(processorTime() - began).toBeLessThan(2000);
  });
});

it('tells chapters from subtitles by the name', () => {
  expect(['talk.chapters.vtt', 'Kapitel.vtt', 'talk.en.vtt'].map(listsChapters)).toEqual([true, true, false]);
});
