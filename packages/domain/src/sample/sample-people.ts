import type { Topic } from './sample-proposals.ts';

export interface SamplePerson {
  readonly name: string;
  readonly affiliation: string;
  /** What draws this person: first what matters most. */
  readonly cares: readonly [Topic, Topic];
}

const AFFILIATIONS = [
  'Lotus Systems',
  'Northgate Cloud',
  'Fjord Embedded',
  'Ardent Labs',
  'Tern Networks',
  'Independent',
  'Kestrel Security',
  'Orchard University',
];

const NAMES =
  'Mei Lin|Jonas Weber|Aoife Brennan|Ravi Menon|Haruka Sato|Tomás Ferreira|Ingrid Solberg|Wei Zhang|Priya Nair|Lars Holm|' +
  'Chen Yu|Marta Nowak|Daniel Okafor|Yuki Tanaka|Sofia Rossi|Pavel Dvořák|Fatima Zahra|Oliver Grant|Xin Liu|Hannah Fischer|' +
  'Mateo Silva|Noor Haddad|Erik Lund|Jia Wang|Rachel Cohen|Sanjay Patel|Elena Petrova|Liam Walsh|Anna Kovács|Bo Andersson|' +
  'Camille Laurent|Dmitri Volkov|Grace Mensah|Hiro Nakamura|Isabel Moreno|Kofi Boateng|Leila Farahani|Min-jun Park|Nadia Rahman|Oskar Lindqvist|' +
  'Peter Schwarz|Qing Zhao|Rosa Giménez|Stefan Ionescu|Tara Singh|Uma Krishnan|Viktor Horváth|Wanjiru Kamau';

const INTERESTS: readonly (readonly [Topic, Topic])[] = [
  ['core', 'performance'],
  ['cloud', 'operations'],
  ['embedded', 'automotive'],
  ['security', 'core'],
  ['testing', 'core'],
  ['cloud', 'unikernels'],
  ['automotive', 'embedded'],
  ['performance', 'cloud'],
  ['unikernels', 'security'],
  ['operations', 'testing'],
];

/** The people of the sample community. They are invented; their addresses lead nowhere (RFC 2606). */
export const SAMPLE_PEOPLE: readonly SamplePerson[] = NAMES.split('|').map((name, index) => ({
  name,
  affiliation: AFFILIATIONS[(index * 5) % AFFILIATIONS.length] ?? '',
  cares: INTERESTS[(index * 3) % INTERESTS.length] ?? ['core', 'cloud'],
}));

export function sampleEmail(name: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '.');
  return `${plain}@example.org`;
}
