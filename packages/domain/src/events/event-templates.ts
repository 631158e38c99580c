import type { EventKind, SlotKind } from './event-tables.ts';

export const TEMPLATES = ['hackathon', 'unconference', 'training', 'appearance'] as const;
export type TemplateId = (typeof TEMPLATES)[number];
export type TemplateLocale = 'en' | 'de';

export const FEATURES = ['screen', 'whiteboard', 'quiet', 'step-free'] as const;
export type Feature = (typeof FEATURES)[number];

export interface TemplateSlot {
  /** Local `HH:MM`. */
  readonly start: string;
  readonly end: string;
  readonly kind: SlotKind;
  readonly title: string;
}

export interface TemplateArea {
  readonly label: string;
  readonly name: string;
  /** null: a commons. */
  readonly seats: number | null;
  readonly features: readonly Feature[];
}

/** Where an event starts from: everything in it is changed later as the organiser likes. */
export interface EventTemplate {
  readonly kind: EventKind;
  readonly capacity: number;
  readonly confirmDays: number;
  /** One list of slots a day. */
  readonly days: readonly (readonly TemplateSlot[])[];
  readonly areas: readonly TemplateArea[];
}

/** A template in the organiser's language: titles and names are ordinary text from then on. */
export function eventTemplate(id: TemplateId, locale: TemplateLocale): EventTemplate {
  return MAKE[id](WORDS[locale]);
}

interface Words {
  readonly scheduling: string;
  readonly welcome: string;
  readonly coffee: string;
  readonly lunch: string;
  readonly results: string;
  readonly goodbye: string;
  readonly evening: string;
  readonly drinks: string;
  readonly questions: string;
  readonly commons: string;
  readonly classroom: string;
}

const WORDS: Record<TemplateLocale, Words> = {
  en: {
    scheduling: 'Plenary and scheduling',
    welcome: 'Welcome',
    coffee: 'Coffee',
    lunch: 'Lunch',
    results: 'What we found',
    goodbye: 'Results and goodbye',
    evening: 'Social event',
    drinks: 'Drinks',
    questions: 'Questions and goodbye',
    commons: 'Commons',
    classroom: 'Classroom',
  },
  de: {
    scheduling: 'Plenum und Programm',
    welcome: 'Begrüßung',
    coffee: 'Kaffee',
    lunch: 'Mittagessen',
    results: 'Was wir gefunden haben',
    goodbye: 'Ergebnisse und Abschied',
    evening: 'Abendprogramm',
    drinks: 'Ausklang',
    questions: 'Fragen und Abschied',
    commons: 'Gemeinschaftsfläche',
    classroom: 'Kursraum',
  },
};

const MAKE: Record<TemplateId, (words: Words) => EventTemplate> = {
  hackathon: (words) => ({
    kind: 'hackathon',
    capacity: 50,
    confirmDays: 7,
    days: [
      [
        ...hackingDay(words),
        slot('17:15', '17:45', 'plenary', words.results),
        slot('19:00', '22:30', 'social', words.evening),
      ],
      [...hackingDay(words), slot('17:15', '18:00', 'plenary', words.goodbye)],
    ],
    areas: [
      area('1', 8, ['screen', 'whiteboard', 'step-free']),
      area('2', 8, ['screen', 'step-free']),
      area('3', 8, ['whiteboard', 'step-free']),
      area('4', 8, ['screen']),
      area('5', 6, ['quiet']),
      area('6', 10, ['screen', 'whiteboard']),
      { ...area('C', null, ['step-free']), name: words.commons },
    ],
  }),
  unconference: (words) => ({
    kind: 'unconference',
    capacity: 80,
    confirmDays: 7,
    days: [
      [
        slot('09:30', '10:30', 'plenary', words.scheduling),
        slot('10:45', '11:30', 'sessions'),
        slot('11:45', '12:30', 'sessions'),
        slot('12:30', '13:45', 'break', words.lunch),
        slot('13:45', '14:30', 'sessions'),
        slot('14:45', '15:30', 'sessions'),
        slot('15:30', '16:00', 'break', words.coffee),
        slot('16:00', '16:45', 'sessions'),
        slot('17:00', '17:30', 'plenary', words.goodbye),
        slot('17:30', '19:30', 'social', words.drinks),
      ],
    ],
    areas: [
      area('A', 40, ['screen', 'step-free']),
      area('B', 20, ['screen', 'whiteboard', 'step-free']),
      area('C', 20, ['whiteboard']),
      area('D', 12, ['quiet']),
      { ...area('E', null, ['step-free']), name: words.commons },
    ],
  }),
  training: (words) => ({
    kind: 'training',
    capacity: 40,
    confirmDays: 7,
    days: [
      [
        slot('09:00', '09:30', 'plenary', words.welcome),
        slot('09:30', '10:45', 'sessions'),
        slot('10:45', '11:00', 'break', words.coffee),
        slot('11:00', '12:15', 'sessions'),
        slot('12:15', '13:15', 'break', words.lunch),
        slot('13:15', '14:30', 'sessions'),
        slot('14:30', '14:45', 'break', words.coffee),
        slot('14:45', '16:00', 'sessions'),
        slot('16:00', '16:30', 'plenary', words.questions),
      ],
    ],
    areas: [{ ...area('1', 40, ['screen', 'whiteboard', 'step-free']), name: words.classroom }],
  }),
  // Somebody else's conference: its slots, rooms and places are not ours.
  appearance: () => ({ kind: 'conference', capacity: 1, confirmDays: 7, days: [[]], areas: [] }),
};

function hackingDay(words: Words): readonly TemplateSlot[] {
  return [
    slot('09:00', '10:00', 'plenary', words.scheduling),
    slot('10:00', '11:00', 'sessions'),
    slot('11:00', '11:15', 'break', words.coffee),
    slot('11:15', '12:15', 'sessions'),
    slot('12:15', '13:15', 'break', words.lunch),
    slot('13:15', '14:15', 'sessions'),
    slot('14:15', '15:15', 'sessions'),
    slot('15:15', '15:30', 'break', words.coffee),
    slot('15:30', '17:00', 'sessions'),
  ];
}

function slot(start: string, end: string, kind: SlotKind, title = ''): TemplateSlot {
  return { start, end, kind, title };
}

function area(label: string, seats: number | null, features: readonly Feature[]): TemplateArea {
  return { label, name: '', seats, features };
}
