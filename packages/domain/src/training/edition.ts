import { randomBytes } from 'node:crypto';

/** Exercises as the database keeps them. */
export function readExercises(json: string): string[] {
  return JSON.parse(json) as string[]; // written by make-edition.ts only
}

/** Whether somebody who was in `attended` of `sessions` may have a certificate; the share is in per cent. */
export function mayHaveCertificate(attended: number, sessions: number, share: number): boolean {
  return sessions > 0 && attended * 100 >= share * sessions;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** 80 random bits that can be typed from paper: `7KQ2-M0XA-19TZ-HC4R`. */
export function newCertificateCode(): string {
  const letters = Array.from(randomBytes(GROUPS * GROUP_LENGTH), (byte) => ALPHABET.charAt(byte % 32));
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  ).join('-');
}
