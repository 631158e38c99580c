import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  extendedBy,
  LEAST_PITCH_MS,
  leftAt,
  NO_COUNTDOWN,
  pausedAt,
  pitchShare,
  resumedAt,
  started,
} from './plenary-clock.ts';

const NOON = '2026-04-28T12:00:00.000Z';
const at = (ms: number) => new Date(Date.parse(NOON) + ms).toISOString();

describe('a countdown', () => {
  it('shows the same when it is paused and goes on, however long the pause', () => {
    fc.assert(
      fc.property(
        fc.nat(3_600_000),
        fc.array(fc.tuple(fc.nat(600_000), fc.nat(600_000)), { maxLength: 6 }),
        (ms, pauses) => {
          let clock = started(ms, NOON);
          let [now, ran] = [0, 0];
          for (const [running, standing] of pauses) {
            now += running;
            ran += running;
            clock = pausedAt(clock, at(now));
            expect(leftAt(clock, at(now))).toBe(Math.max(0, ms - ran));
            now += standing;
            clock = resumedAt(clock, at(now));
            expect(leftAt(clock, at(now))).toBe(Math.max(0, ms - ran));
            if (ran > ms) ran = ms; // at zero it stands
          }
        },
      ),
    );
  });

  it('is paused and resumed once, however often it is asked', () => {
    const paused = pausedAt(started(60_000, NOON), at(20_000));
    expect(paused).toEqual({ runsUntil: null, leftMs: 40_000 });
    expect(pausedAt(paused, at(50_000))).toEqual(paused);
    const running = resumedAt(paused, at(50_000));
    expect(running).toEqual({ runsUntil: at(90_000), leftMs: null });
    expect(resumedAt(running, at(55_000))).toEqual(running);
  });

  it('gets more time as it is, running or paused, also when it has run out', () => {
    const running = started(60_000, NOON);
    expect(leftAt(extendedBy(running, 30_000, at(10_000)), at(10_000))).toBe(80_000);
    expect(extendedBy(pausedAt(running, at(10_000)), 30_000, at(99_000))).toEqual({
      runsUntil: null,
      leftMs: 80_000,
    });
    expect(extendedBy(running, 30_000, at(500_000))).toEqual({ runsUntil: at(530_000), leftMs: null });
  });

  it('that was never started has no time', () => {
    expect(leftAt(NO_COUNTDOWN, NOON)).toBeNull();
    for (const change of [pausedAt, resumedAt]) expect(change(NO_COUNTDOWN, NOON)).toEqual(NO_COUNTDOWN);
    expect(extendedBy(NO_COUNTDOWN, 1000, NOON)).toEqual(NO_COUNTDOWN);
  });
});

describe('the time for a pitch', () => {
  it('is an equal share of what is left, and never too short to say anything', () => {
    expect(pitchShare(25 * 60_000, 25)).toBe(60_000);
    expect(pitchShare(60_000, 10)).toBe(LEAST_PITCH_MS);
    expect(pitchShare(0, 0)).toBe(LEAST_PITCH_MS);
  });
});
