import type { DraftWords } from './draft-words.ts';

export const german: DraftWords = {
  announcementTitle: (event, dates) => (dates ? `${event}: ${dates}` : `${event} kommt`),
  when: 'Wann',
  where: 'Wo',
  forWhom: 'Für wen',
  places: 'Plätze',
  hosts: 'Gastgeber',
  sponsors: 'Unterstützung',
  what: 'Worum es geht',
  days: 'Die Tage',
  day: (date, from, until) => `${date}, ${from} bis ${until} Uhr`,
  timesIn: (zone) => `Die Zeiten gelten für ${zone}.`,
  howToCome: 'Wie du dazukommst',
  notOpen: (page) => `Ab wann du eine Einladung anfragen kannst, steht auf ${page}.`,
  opensAt: (moment, page) => `Ab ${moment} kannst du auf ${page} eine Einladung anfragen.`,
  askUntil: (moment, page) =>
    `Frage auf ${page} vor dem ${moment} eine Einladung an, und sag, woran du arbeiten möchtest.`,
  ask: (page) => `Frage auf ${page} eine Einladung an, und sag, woran du arbeiten möchtest.`,
  confirmWithin: (days) =>
    `Wer eingeladen ist, bestätigt innerhalb von ${days === 1 ? 'einem Tag' : `${days} Tagen`}; danach geht der Platz an die nächste Person.`,
  whatToPropose: 'Was du vorschlagen kannst',
  propose: (page) =>
    `Das Programm besteht aus dem, was die Leute vorschlagen. Eine Überschrift und dein Name genügen: ${page}.`,
  topics: (topics) => `Themen, die passen: ${topics}.`,
  gettingThere: 'Anreise',
  travel: (page) => `Wie du hinkommst und wo du unterkommst: ${page}.`,
  eventPage: 'der Seite der Veranstaltung',
  proposePage: 'eine Session vorschlagen',
  travelPage: 'Anreise',

  reportTitle: (event) => `Was bei ${event} herauskam`,
  lead: ({ event, dates, where, came, sessions }) => {
    const at = `${where ? ` (${where})` : ''}${dates ? `, ${dates}` : ''}`;
    const held = sessions === 1 ? 'eine Session' : `${sessions} Sessions`;
    if (came > 0)
      return `${event}${at}: ${came === 1 ? 'Eine Person kam' : `${came} Menschen kamen`}, es gab ${held}.`;
    return `${event}${at}: Es gab ${held}.`;
  },
  numbers: 'In Zahlen',
  counted: 'Was',
  howMany: 'Wie viele',
  asked: 'Haben eine Einladung angefragt',
  confirmed: 'Haben bestätigt',
  came: 'Kamen',
  proposed: 'Vorgeschlagene Sessions',
  held: 'Sessions im Programm',
  hours: 'Stunden Sessions',
  notes: 'Sessions mit Notizen',
  materials: 'Folien, Aufnahmen und Links',
  decisions: 'Entscheidungen',
  tasks: 'Aufgaben',
  requestsByWeek: 'Wie die Anfragen kamen',
  weekFrom: 'Woche ab',
  requests: 'Anfragen',
  byTopic: 'Nach Themen',
  topic: 'Thema',
  noTopic: 'keins genannt',
  sessions: 'Sessions',
  heads: (people) => (people === 1 ? 'eine Person' : `${people} Menschen`),
  area: (label) => `Bereich ${label}`,
  notesLink: 'Notizen',
  materialKind: {
    slides: 'Folien',
    document: 'Dokument',
    audio: 'Audio',
    video: 'Video',
    picture: 'Bild',
    link: 'Link',
  },
  moreMaterials: 'Mehr zum Lesen, Hören und Sehen',
  owned: (owner) => `**${owner}**`,
  due: (date) => `bis ${date}`,
  thanks: 'Danke',
  thankHosts: (hosts) => `Danke, dass wir zu Gast sein durften: ${hosts}.`,
  thankSponsors: (sponsors) => `Danke für die Unterstützung: ${sponsors}.`,
  thankAll: 'Und danke an alle, die etwas vorgeschlagen, eine Session geleitet oder mitgeschrieben haben.',
};
