const MINUTE = 60;
const HOUR = 3600;

/** A moment of a recording as players show it: 2:05, 1:00:09. Seconds from its beginning. */
export function clockTime(at: number): string {
  const seconds = Math.floor(at);
  const parts = [Math.floor((seconds % HOUR) / MINUTE), seconds % MINUTE];
  const hours = Math.floor(seconds / HOUR);
  const [first = 0, ...rest] = hours > 0 ? [hours, ...parts] : parts;
  return [String(first), ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}
